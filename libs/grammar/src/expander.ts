import type { Grammar, GrammarSymbol } from './load-grammar.js';
import { MODIFIERS } from './modifiers.js';
import { chanceOf, fits, isPlain, type Occasion, type Rule } from './rule.js';
import { createTraceryGrammar, setTraceryDraw } from './tracery.js';

/** Expands symbols for one occasion; equal draws give equal text. */
export interface Expander {
  expand(symbol: string, draw: () => number): string;
}

/**
 * Chooses the rules that fit the occasion, for the symbols the origins can reach, and hands them to Tracery with each
 * rule repeated by its chance, for Tracery draws evenly.
 */
export function createExpander(grammar: Grammar, occasion: Occasion, origins: readonly string[]): Expander {
  const rules: Record<string, string[]> = {};
  const open = [...origins];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (Object.hasOwn(rules, name)) continue;
    const slot = occasion.slots.get(name) ?? grammar.slots.get(name);
    if (typeof slot === 'string') {
      rules[name] = [slot];
      continue;
    }
    const symbol = grammar.symbols.get(name);
    if (symbol === undefined) throw new RangeError(`the grammar has no symbol "${name}"`);
    const chosen = chooseRules(symbol, occasion);
    rules[name] = chosen.flatMap((rule) => new Array<string>(chanceOf(rule)).fill(rule.text));
    for (const rule of chosen) for (const reference of rule.template.references) open.push(reference.symbol);
  }
  const expansion = createTraceryGrammar(rules);
  expansion.addModifiers({ ...MODIFIERS });
  return {
    expand: (symbol, draw) => {
      // The generator is shared by every grammar of the process: it must be ours for the whole synchronous expansion.
      setTraceryDraw(draw);
      return expansion.flatten(`#${symbol}#`);
    },
  };
}

function chooseRules(symbol: GrammarSymbol, occasion: Occasion): readonly Rule[] {
  const fitting = symbol.rules.filter((rule) => fits(rule, occasion));
  if (symbol.plain === 'mix') return fitting;
  const special = fitting.filter((rule) => !isPlain(rule));
  return special.length > 0 ? special : fitting;
}
