import { draw, invalidArgument, type JsonValue } from '@bodybroker/domain';

/** One thing a slot can be, with the words for it: `{client.id}`, `{client.name}`. */
export type SlotChoice = Readonly<Record<string, string>>;

/** A graph with gaps for names and words. */
export interface QuestTemplate {
  readonly id: string;
  /** What each slot can be. Every choice has an `id` and the same further words as the others. */
  readonly slots: ReadonlyMap<string, readonly SlotChoice[]>;
  /** A definition in proto3 JSON; texts hold `{slot.word}`, and `{"$any": [...]}` stands where one of several texts is drawn. */
  readonly definition: JsonValue;
}

type Chosen = ReadonlyMap<string, SlotChoice>;

const PLACEHOLDER = /\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}/g;

/**
 * A definition in proto3 JSON, its id made of the template's and of what was chosen. Only what a template lists is put in, so nothing
 * a caller sends becomes part of a condition.
 * @throws DomainError INVALID_ARGUMENT SLOT_UNKNOWN {slot}, SLOT_VALUE {slot, choices}
 */
export function fillTemplate(
  template: QuestTemplate,
  given: Readonly<Record<string, string>>,
  seed: string,
): JsonValue {
  const unknown = Object.keys(given).find((name) => !template.slots.has(name));
  if (unknown !== undefined) throw invalidArgument('slots', `has no ${unknown}`, 'SLOT_UNKNOWN', { slot: unknown });
  const chosen: Chosen = new Map(
    [...template.slots].map(([name, choices]) => [name, choose(template.id, name, choices, given, seed)]),
  );
  const key = [template.id, seed, ...[...chosen].map(([name, { id = '' }]) => `${name}=${id}`)];
  const filled = fill(template.definition, chosen, ['text', ...key], '');
  const id = `${template.id}.${Math.floor(draw('quest-id', ...key) * 36 ** 8).toString(36)}`;
  return isObject(filled) ? { ...filled, id } : filled;
}

function choose(
  templateId: string,
  name: string,
  choices: readonly SlotChoice[],
  given: Readonly<Record<string, string>>,
  seed: string,
): SlotChoice {
  if (Object.hasOwn(given, name)) {
    const wanted = choices.find(({ id }) => id === given[name]);
    if (wanted !== undefined) return wanted;
    const ids = choices.map(({ id = '' }) => id).join(', ');
    throw invalidArgument('slots', `${name} must be one of ${ids}`, 'SLOT_VALUE', { slot: name, choices: ids });
  }
  return pick(choices, ['slot', templateId, name, seed]) ?? {};
}

function fill(json: JsonValue, chosen: Chosen, key: readonly string[], path: string): JsonValue {
  if (typeof json === 'string') return fillText(json, chosen);
  if (isList(json)) return json.map((item, at) => fill(item, chosen, key, `${path}/${at}`));
  if (!isObject(json)) return json;
  const any = json['$any'];
  if (any !== undefined && isList(any)) return fill(pick(any, [...key, path]) ?? '', chosen, key, path);
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, fill(value, chosen, key, `${path}/${name}`)]),
  );
}

function fillText(text: string, chosen: Chosen): string {
  return text.replace(PLACEHOLDER, (placeholder, slot: string, word: string) => {
    const choice = chosen.get(slot);
    return choice !== undefined && Object.hasOwn(choice, word) ? (choice[word] ?? '') : placeholder;
  });
}

/** What a template names that none of its slots has. */
export function missingWords({ slots, definition }: QuestTemplate): readonly string[] {
  const named = [...JSON.stringify(definition).matchAll(PLACEHOLDER)];
  return named
    .filter(([, slot = '', word = '']) => !slots.get(slot)?.every((choice) => Object.hasOwn(choice, word)))
    .map(([placeholder]) => placeholder);
}

function pick<T>(items: readonly T[], key: readonly string[]): T | undefined {
  return items[Math.floor(draw(...key) * items.length)];
}

const isList = (json: JsonValue): json is readonly JsonValue[] => Array.isArray(json);
const isObject = (json: JsonValue): json is Readonly<Record<string, JsonValue>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
