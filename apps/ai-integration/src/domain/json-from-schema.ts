import {
  createSchemaResolver,
  isObject,
  MAX_SCHEMA_DEPTH,
  mergeSchemas,
  type Schema,
  unfit,
} from './resolve-schema.js';

/** Gives the words of a value; `place` is its JSON pointer, so that equal places get equal words. */
export interface JsonWords {
  sentence(place: string): string;
  /** For short strings. */
  word(place: string): string;
}

/** Deeper than this only what the schema requires is filled in, so that recursive schemas end. */
const OPTIONAL_DEPTH = 4;
const MAX_NODES = 2000;
const MAX_ITEMS = 100;
const DEFAULT_SPAN = 100;
/** Strings that may not be longer than this are a word. */
const LONGEST_WORD = 60;
const MAX_CHARACTERS = 32_768;

/**
 * A value of a JSON Schema, by seeded choice: const, enum, default-free `type` (of a list the first that is not null),
 * minimum/maximum (exclusive too), multipleOf, minLength/maxLength, format (date-time, date, uuid, email, uri),
 * items/prefixItems, minItems/maxItems, properties/required, oneOf/anyOf (one by draw), allOf (merged), `$ref` within the document.
 * Best effort: what it does not know (pattern, not, if) is left to whoever checks the result.
 *
 * @throws DomainError FAILED_PRECONDITION, reason OUTPUT_SCHEMA, with `details.path` when no value can be made
 */
export function jsonFromSchema(root: unknown, draw: () => number, words: JsonWords): unknown {
  const resolve = createSchemaResolver(root);
  let nodes = 0;
  let characters = 0;

  const make = (given: unknown, path: string, depth: number): unknown => {
    if (++nodes > MAX_NODES || depth > MAX_SCHEMA_DEPTH) throw unfit(path, 'the schema is too deep or too large');
    if (given === true) return words.word(path);
    const schema = resolve(given, path);
    if ('const' in schema) return schema['const'];
    if (Array.isArray(schema['enum'])) return choose(schema['enum'] as readonly unknown[], path);
    const choices = schema['oneOf'] ?? schema['anyOf'];
    if (Array.isArray(choices)) {
      const rest = without(schema, ['oneOf', 'anyOf']);
      const choice = choose(choices as readonly unknown[], path);
      return make(choice === true ? rest : mergeSchemas([rest, resolve(choice, path)]), path, depth + 1);
    }
    switch (typeOf(schema)) {
      case 'object':
        return makeObject(schema, path, depth);
      case 'array':
        return makeArray(schema, path, depth);
      case 'integer':
        return makeNumber(schema, path, 1);
      case 'number':
        return makeNumber(schema, path, 0);
      case 'boolean':
        return draw() < 0.5;
      case 'null':
        return null;
      default:
        return makeString(schema, path);
    }
  };

  const choose = (values: readonly unknown[], path: string): unknown => {
    if (values.length === 0) throw unfit(path, 'there is nothing to choose from');
    return values[Math.floor(draw() * values.length)];
  };

  const makeObject = (schema: Schema, path: string, depth: number): Record<string, unknown> => {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    const required = new Set(Array.isArray(schema['required']) ? schema['required'].map(String) : []);
    const value: [string, unknown][] = [];
    for (const [name, property] of Object.entries(properties))
      if (property !== false && (required.has(name) || depth < OPTIONAL_DEPTH))
        value.push([name, make(property, `${path}/${escapePointer(name)}`, depth + 1)]);
    const extra = schema['additionalProperties'];
    for (const name of required)
      if (!Object.hasOwn(properties, name)) {
        if (extra === false) throw unfit(path, `"${name}" is required but not allowed`);
        value.push([name, make(extra ?? true, `${path}/${escapePointer(name)}`, depth + 1)]);
      }
    // fromEntries defines own properties, so that a property called __proto__ is one.
    return Object.fromEntries(value);
  };

  const makeArray = (schema: Schema, path: string, depth: number): unknown[] => {
    const prefix = Array.isArray(schema['prefixItems']) ? (schema['prefixItems'] as readonly unknown[]) : [];
    const least = numberOf(schema['minItems']) ?? 0;
    const open = depth < OPTIONAL_DEPTH;
    const most = Math.max(
      least,
      open ? Math.min(numberOf(schema['maxItems']) ?? MAX_ITEMS, prefix.length + 3, MAX_ITEMS) : least,
    );
    const some = open ? Math.max(least, Math.min(most, prefix.length || 1)) : least;
    const length = some + Math.floor(draw() * (most - some + 1));
    const unique = schema['uniqueItems'] === true;
    const items: unknown[] = [];
    const seen = new Set<string>();
    for (let tries = 0; items.length < length && tries < length * 10 + 10; tries++) {
      const item = make(
        prefix[items.length] ?? schema['items'] ?? true,
        `${path}/${unique ? tries : items.length}`,
        depth + 1,
      );
      const mark = JSON.stringify(item);
      if (unique && seen.has(mark)) continue;
      seen.add(mark);
      items.push(item);
    }
    if (items.length < least) throw unfit(path, `there are no ${least} different items`);
    return items;
  };

  const makeNumber = (schema: Schema, path: string, whole: 0 | 1): number => {
    const step = numberOf(schema['multipleOf']) ?? (whole === 1 ? 1 : 0.01);
    if (!(step > 0)) throw unfit(path, 'multipleOf must be positive');
    const above = numberOf(schema['exclusiveMinimum']);
    const below = numberOf(schema['exclusiveMaximum']);
    const min = Math.max(numberOf(schema['minimum']) ?? -Infinity, above ?? -Infinity);
    const max = Math.min(numberOf(schema['maximum']) ?? Infinity, below ?? Infinity);
    const from = min > -Infinity ? min : max < Infinity ? max - DEFAULT_SPAN * Math.max(1, step) : 0;
    const to = max < Infinity ? max : from + DEFAULT_SPAN * Math.max(1, step);
    const steps = whole === 1 && !Number.isInteger(step) ? 1 : step;
    let first = Math.ceil(from / steps);
    let last = Math.floor(to / steps);
    if (above !== undefined && first * steps <= above) first++;
    if (below !== undefined && last * steps >= below) last--;
    if (first > last) {
      // No step of ours lies inside, but a number without multipleOf still may.
      if (
        whole === 0 &&
        schema['multipleOf'] === undefined &&
        from <= to &&
        (from < to || (above !== from && below !== to))
      )
        return (from + to) / 2;
      throw unfit(path, 'no number lies within its bounds');
    }
    const value = (first + Math.floor(draw() * (last - first + 1))) * steps;
    // Hundredths as they are written, not as they add up.
    return step === 0.01 ? Math.min(to, Math.max(from, Number(value.toFixed(2)))) : value;
  };

  const makeString = (schema: Schema, path: string): string => {
    const format = FORMATS[String(schema['format'])];
    if (format !== undefined) return format(draw);
    const least = numberOf(schema['minLength']) ?? 0;
    const most = numberOf(schema['maxLength']) ?? Infinity;
    if (least > most) throw unfit(path, 'no string has that length');
    if (least > MAX_CHARACTERS - characters) throw unfit(path, 'the schema asks for too much text');
    let text = most < LONGEST_WORD ? words.word(path) : words.sentence(path);
    for (let turn = 1; lengthOf(text) < least; turn++) text += ` ${words.sentence(`${path}#${turn}`)}`;
    characters += text.length;
    return [...text].slice(0, most).join('');
  };

  return make(root, '', 0);
}

const hex = (draw: () => number, digits: number): string =>
  Array.from({ length: digits }, () => Math.floor(draw() * 16).toString(16)).join('');
/** A day of the invented past, always valid. */
const date = (draw: () => number): string =>
  `1${Math.floor(100 + draw() * 800)}-0${1 + Math.floor(draw() * 9)}-${10 + Math.floor(draw() * 19)}`;

const FORMATS: Readonly<Record<string, (draw: () => number) => string>> = Object.assign(Object.create(null), {
  date,
  'date-time': (draw: () => number) => `${date(draw)}T0${Math.floor(draw() * 10)}:00:00Z`,
  uuid: (draw: () => number) => `${hex(draw, 8)}-${hex(draw, 4)}-4${hex(draw, 3)}-8${hex(draw, 3)}-${hex(draw, 12)}`,
  email: (draw: () => number) => `clerk-${hex(draw, 4)}@ledger.example`,
  uri: (draw: () => number) => `https://ledger.example/${hex(draw, 6)}`,
}) as Readonly<Record<string, (draw: () => number) => string>>;

function typeOf(schema: Schema): string {
  const { type } = schema;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return String(type.find((each) => each !== 'null') ?? 'null');
  if ('properties' in schema || 'required' in schema) return 'object';
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  if (['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].some((key) => key in schema))
    return 'number';
  return 'string';
}

function without(schema: Schema, keys: readonly string[]): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function lengthOf(text: string): number {
  return [...text].length;
}

function escapePointer(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}
