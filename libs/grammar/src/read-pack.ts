import { compileCondition, type ConditionOptions } from '@bodybroker/conditions';
import { isDomainError } from '@bodybroker/domain';
import type { ContentFile } from './content-format.js';
import { type ContentPlace, GrammarContentError } from './grammar-content-error.js';
import { GRAMMAR_VARIABLES } from './grammar-variables.js';
import { MODIFIERS } from './modifiers.js';
import type { Rule } from './rule.js';
import { isSymbolName, readTemplate } from './template.js';

export interface SymbolRules {
  readonly plain: 'mix' | 'fallback';
  readonly rules: readonly Omit<Rule, 'optionalSlots'>[];
}

/** One file, checked by itself. */
export interface Pack {
  readonly file: string;
  readonly id: string;
  readonly slots: ReadonlyMap<string, string | null>;
  readonly symbols: ReadonlyMap<string, SymbolRules>;
}

const TAG = /^[a-z][a-z0-9_.-]*(?::[A-Za-z0-9_.-]+)?$/;
const MAX_TEXT_LENGTH = 1000;

/** Reads one file. @throws GrammarContentError naming file, symbol and rule. */
export function readPack(file: ContentFile, options: ConditionOptions): Pack {
  const place = { file: file.name };
  const pack = object(file.content, place, 'a pack', ['id', 'tags', 'slots', 'symbols']);
  if (typeof pack['id'] !== 'string' || pack['id'] === '') throw new GrammarContentError(place, '"id" must be a text');
  const packTags = readTags(pack['tags'], place);
  const slots = new Map<string, string | null>();
  for (const [name, value] of Object.entries(object(pack['slots'] ?? {}, place, '"slots"'))) {
    if (!isSymbolName(name)) throw new GrammarContentError(place, `"${name}" is not a slot name`);
    if (value !== null && (typeof value !== 'string' || value.trim() === '' || /[#[\]\\]/.test(value)))
      throw new GrammarContentError(place, `the default of slot "${name}" must be null or a text without # [ ] \\`);
    slots.set(name, value);
  }
  const symbols = new Map<string, SymbolRules>();
  for (const [symbol, content] of Object.entries(object(pack['symbols'], place, '"symbols"')))
    symbols.set(symbol, readSymbol(content, { ...place, symbol }, packTags, options));
  return { file: file.name, id: pack['id'], slots, symbols };
}

function readSymbol(
  content: unknown,
  place: Required<Pick<ContentPlace, 'file' | 'symbol'>>,
  packTags: readonly string[],
  options: ConditionOptions,
): SymbolRules {
  if (!isSymbolName(place.symbol)) throw new GrammarContentError(place, 'is not a symbol name');
  const long = Array.isArray(content)
    ? { rules: content as unknown }
    : object(content, place, 'a symbol', ['plain', 'rules']);
  const plain = long['plain'] ?? 'mix';
  if (plain !== 'mix' && plain !== 'fallback') throw new GrammarContentError(place, '"plain" must be mix or fallback');
  const rules: unknown = long['rules'];
  if (!Array.isArray(rules) || rules.length === 0) throw new GrammarContentError(place, 'has no rules');
  return {
    plain,
    rules: rules.map((rule: unknown, index) => readRule(rule, { ...place, rule: index }, packTags, options)),
  };
}

function readRule(
  content: unknown,
  place: Required<ContentPlace>,
  packTags: readonly string[],
  options: ConditionOptions,
): Omit<Rule, 'optionalSlots'> {
  const rule =
    typeof content === 'string'
      ? { text: content }
      : object(content, place, 'a rule', ['text', 'tags', 'when', 'weight', 'quality']);
  const { text, weight = 1 } = rule;
  if (typeof text !== 'string' || text.trim() === '') throw new GrammarContentError(place, '"text" must be a text');
  if (text.length > MAX_TEXT_LENGTH) throw new GrammarContentError(place, `"text" is longer than ${MAX_TEXT_LENGTH}`);
  if (typeof weight !== 'number' || !Number.isInteger(weight) || weight < 1 || weight > 9)
    throw new GrammarContentError(place, '"weight" must be a whole number from 1 to 9');
  const template = readTemplate(text);
  if (typeof template === 'string') throw new GrammarContentError(place, template);
  for (const { modifiers } of template.references)
    for (const modifier of modifiers)
      if (!Object.hasOwn(MODIFIERS, modifier)) throw new GrammarContentError(place, `unknown modifier "${modifier}"`);
  const tags = [...packTags, ...readTags(rule['tags'], place)];
  const asks = new Map<string, string[]>();
  for (const tag of tags) {
    const [group = '', value] = tag.split(':');
    if (value !== undefined) asks.set(group, [...(asks.get(group) ?? []), tag]);
  }
  const notices = tags.filter((tag) => !tag.includes(':'));
  return {
    place,
    text,
    template,
    weight,
    asks,
    notices,
    bounds: readBounds(rule['quality'], place),
    when: readWhen(rule['when'], place, options),
  };
}

function readWhen(when: unknown, place: Required<ContentPlace>, options: ConditionOptions): Rule['when'] {
  if (when === undefined) return undefined;
  if (typeof when !== 'string') throw new GrammarContentError(place, '"when" must be a text');
  try {
    return compileCondition(when, GRAMMAR_VARIABLES, options);
  } catch (error) {
    if (isDomainError(error)) throw new GrammarContentError(place, `"when": ${error.message}`, error);
    throw error;
  }
}

function readBounds(content: unknown, place: Required<ContentPlace>): Rule['bounds'] {
  return Object.entries(object(content ?? {}, place, '"quality"')).map(([quality, value]) => {
    const { min = -Infinity, max = Infinity } = object(value, place, `quality "${quality}"`, ['min', 'max']);
    if (typeof min !== 'number' || typeof max !== 'number' || !(min <= max))
      throw new GrammarContentError(place, `quality "${quality}" needs numbers with min <= max`);
    return { quality, min, max };
  });
}

function readTags(content: unknown, place: ContentPlace): readonly string[] {
  if (content === undefined) return [];
  if (!Array.isArray(content)) throw new GrammarContentError(place, '"tags" must be a list');
  return content.map((tag: unknown) => {
    if (typeof tag === 'string' && TAG.test(tag)) return tag;
    throw new GrammarContentError(place, `${JSON.stringify(tag)} is not a tag`);
  });
}

function object(
  content: unknown,
  place: ContentPlace,
  what: string,
  keys?: readonly string[],
): Record<string, unknown> {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new GrammarContentError(place, `${what} must be an object`);
  const unknown = Object.keys(content).find((key) => keys?.includes(key) === false);
  if (unknown !== undefined) throw new GrammarContentError(place, `${what} has no "${unknown}"`);
  return content as Record<string, unknown>;
}
