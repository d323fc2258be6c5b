import { GrammarContentError } from './grammar-content-error.js';
import type { GrammarSymbol } from './load-grammar.js';
import { MAX_FACT_LENGTH } from './sanitise-slot.js';

/** The longest text one symbol may expand to, in characters, with every slot at its longest. */
export const MAX_EXPANSION_LENGTH = 8192;

/**
 * Every reference is a symbol or slot, no symbol reaches itself, no expansion is too long.
 *
 * Recursion is refused altogether: the rule that would end it may be one that a request's tags drop.
 */
export function checkSymbols(
  symbols: ReadonlyMap<string, GrammarSymbol>,
  slots: ReadonlyMap<string, string | null>,
): void {
  const lengths = new Map<string, number>();
  const path: string[] = [];

  const longest = (name: string): number => {
    const known = lengths.get(name);
    if (known !== undefined) return known;
    path.push(name);
    let length = 0;
    for (const rule of symbols.get(name)?.rules ?? []) {
      let ruleLength = rule.template.plainLength;
      for (const { symbol } of rule.template.references) {
        if (slots.has(symbol)) {
          // Facts are the longest slots; the same bound for all keeps the rule simple.
          ruleLength += MAX_FACT_LENGTH;
          continue;
        }
        if (!symbols.has(symbol)) throw new GrammarContentError(rule.place, `unknown symbol "${symbol}"`);
        if (path.includes(symbol)) {
          const loop = [...path.slice(path.indexOf(symbol)), symbol].join(' -> ');
          throw new GrammarContentError(rule.place, `recursion: ${loop}`);
        }
        ruleLength += longest(symbol);
      }
      if (ruleLength > MAX_EXPANSION_LENGTH)
        throw new GrammarContentError(rule.place, `may expand to more than ${MAX_EXPANSION_LENGTH} characters`);
      length = Math.max(length, ruleLength);
    }
    path.pop();
    lengths.set(name, length);
    return length;
  };

  for (const name of symbols.keys()) longest(name);
}
