import type { ConditionOptions } from '@bodybroker/conditions';
import { checkSymbols } from './check-symbols.js';
import type { ContentFile } from './content-format.js';
import { GrammarContentError } from './grammar-content-error.js';
import { type Pack, readPack } from './read-pack.js';
import { isPlain, type Rule } from './rule.js';

/** All rules of one symbol. */
export interface GrammarSymbol {
  readonly plain: 'mix' | 'fallback';
  readonly rules: readonly Rule[];
}

/** Checked content: nothing in it can fail, recur or print a placeholder while text is generated. Immutable. */
export interface Grammar {
  readonly packIds: readonly string[];
  readonly ruleCount: number;
  /** Slot name to default; null when optional. */
  readonly slots: ReadonlyMap<string, string | null>;
  readonly symbols: ReadonlyMap<string, GrammarSymbol>;
}

/** Filled from the request's facts, always there, optional. */
export const FACT_SLOTS = ['fact', 'fact2'] as const;

/**
 * Puts content files together, in the order of their pack ids whatever order they were listed in, and checks them. `onMissing` hears of a `when` that could not be decided.
 *
 * @throws GrammarContentError naming file, symbol and rule: wrong format, bad CEL, a reference to no symbol or slot, a
 * symbol that can reach itself (its expansion might not end), a symbol without a plain rule free of content notices
 * (some request would leave it empty), or one that could expand beyond 8192 characters
 */
export function loadGrammar(files: readonly ContentFile[], options: ConditionOptions = {}): Grammar {
  const packs = files
    .map((file) => readPack(file, options))
    .sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
  const slots = new Map<string, string | null>(FACT_SLOTS.map((slot) => [slot, null]));
  const ids = new Set<string>();
  for (const pack of packs) {
    if (ids.has(pack.id)) throw new GrammarContentError({ file: pack.file }, `pack id "${pack.id}" is taken`);
    ids.add(pack.id);
    for (const [name, value] of pack.slots) {
      if (slots.has(name)) throw new GrammarContentError({ file: pack.file }, `slot "${name}" is declared twice`);
      slots.set(name, value);
    }
  }
  const symbols = mergeSymbols(packs, slots);
  checkSymbols(symbols, slots);
  const ruleCount = [...symbols.values()].reduce((sum, { rules }) => sum + rules.length, 0);
  return { packIds: [...ids], ruleCount, slots, symbols };
}

function mergeSymbols(packs: readonly Pack[], slots: ReadonlyMap<string, string | null>): Map<string, GrammarSymbol> {
  const symbols = new Map<string, { plain: 'mix' | 'fallback'; rules: Rule[] }>();
  for (const pack of packs) {
    for (const [name, { plain, rules }] of pack.symbols) {
      if (slots.has(name)) throw new GrammarContentError({ file: pack.file, symbol: name }, 'is also a slot');
      const merged = symbols.get(name) ?? { plain: 'mix', rules: [] };
      if (plain === 'fallback') merged.plain = 'fallback';
      for (const rule of rules) {
        const mentioned = rule.template.references.map((reference) => reference.symbol);
        merged.rules.push({ ...rule, optionalSlots: mentioned.filter((slot) => slots.get(slot) === null) });
      }
      symbols.set(name, merged);
    }
  }
  for (const [name, { rules }] of symbols) {
    if (rules.some((rule) => isPlain(rule) && rule.notices.length === 0)) continue;
    const file = rules[0]?.place.file ?? '';
    throw new GrammarContentError({ file, symbol: name }, 'needs a plain rule that fits every request');
  }
  return symbols;
}
