import {
  ScalarType,
  type DescField,
  type DescMessage,
  type FileRegistry,
  type JsonObject,
  type JsonValue,
} from '@bufbuild/protobuf';
import type { KnownValues } from './known-values.js';
import { fieldRules } from './read-methods.js';
import type { Seeded } from './seeded.js';

export interface PlausibleOptions {
  readonly service: string;
  readonly registry: FileRegistry;
  readonly known: KnownValues;
  readonly seeded: Seeded;
  /** How likely a field that may be left out is set, 0 to 1. */
  readonly fullness: number;
  /** Proto names of fields that are never left out, such as those of a path. */
  readonly always: readonly string[];
}

const MAX_DEPTH = 5;
/** Tried in this order where a field has a pattern: one of them fits most. */
const SAMPLES = [
  'main',
  'en',
  'probe-1',
  '_',
  '1.0.0',
  '^1.0.0',
  'game.probe.happened',
  'game.probe.>',
  'prb_01JZ0000000000000000000000',
  'BBC',
  'PROBE_REASON',
  '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'http://127.0.0.1:9/v1',
  'name@alias',
  '2031-04-05',
  '12:30',
] as const;
/** JSON of the well-known types, by type name. */
const WELL_KNOWN: Readonly<Record<string, JsonValue>> = {
  'google.protobuf.Struct': { level: 3, name: 'Vey' },
  'google.protobuf.Value': { level: 3 },
  'google.protobuf.ListValue': [1, 'two'],
  'google.protobuf.Timestamp': '2031-04-05T06:07:08Z',
  'google.protobuf.Duration': '3s',
  'google.protobuf.FieldMask': '',
  'google.protobuf.Empty': {},
};

/** Proto3 JSON of a message that keeps the rules its contract declares, with ids of things that exist where some are known. */
export function plausibleMessage(type: DescMessage, options: PlausibleOptions, depth = 0): JsonObject {
  const { seeded, fullness, registry } = options;
  const message: JsonObject = {};
  const chosen = new Map(type.oneofs.map((oneof) => [oneof, seeded.pick(oneof.fields as [DescField, ...DescField[]])]));
  for (const field of type.fields) {
    const rules = fieldRules(field, registry);
    const required =
      rules['required'] === true || Number(rules['minItems'] ?? 0) > 0 || options.always.includes(field.name);
    if (field.oneof !== undefined && chosen.get(field.oneof) !== field) continue;
    // A version that is expected is mostly wrong.
    const likely = field.name === 'expected_version' ? fullness * 0.3 : fullness;
    if (!required && field.oneof === undefined && seeded.next() >= likely) continue;
    const value = plausibleField(field, options, depth);
    if (value !== undefined) message[field.jsonName] = value;
  }
  const mask = type.fields.find(({ message: of }) => of?.typeName === 'google.protobuf.FieldMask');
  if (mask !== undefined) message[mask.jsonName] = maskOf(type, message);
  return message;
}

/** One valid value of a field; undefined for a message that would nest too deeply. */
export function plausibleField(field: DescField, options: PlausibleOptions, depth: number): JsonValue | undefined {
  if (field.fieldKind === 'list') {
    const item = plausibleItem(field, field.message, options, depth);
    const count = Math.max(1, Number(fieldRules(field, options.registry)['minItems'] ?? 1));
    return item === undefined ? [] : Array.from({ length: Math.min(count, 8) }, () => item);
  }
  if (field.fieldKind === 'map') {
    const value = plausibleItem(field, field.message, options, depth);
    const key = field.mapKey === ScalarType.STRING ? 'probe' : field.mapKey === ScalarType.BOOL ? 'true' : '1';
    return value === undefined ? {} : { [key]: value };
  }
  return plausibleItem(field, field.message, options, depth);
}

function plausibleItem(
  field: DescField,
  message: DescMessage | undefined,
  options: PlausibleOptions,
  depth: number,
): JsonValue | undefined {
  if (message !== undefined) {
    const wellKnown = WELL_KNOWN[message.typeName];
    if (wellKnown !== undefined) return wellKnown;
    return depth >= MAX_DEPTH ? undefined : plausibleMessage(message, options, depth + 1);
  }
  if (field.enum !== undefined) {
    const names = field.enum.values.filter(({ number }) => number !== 0).map(({ name }) => name);
    return options.seeded.pick((names.length === 0 ? [0] : names) as [string, ...string[]]);
  }
  return plausibleScalar(field, options);
}

function plausibleScalar(field: DescField, options: PlausibleOptions): JsonValue {
  const rules = fieldRules(field, options.registry);
  switch (field.scalar) {
    case ScalarType.BOOL:
      return options.seeded.next() < 0.5;
    case ScalarType.BYTES:
      return 'cHJvYmU=';
    case ScalarType.STRING:
      return plausibleText(field, rules, options);
    default:
      return plausibleNumber(field, rules, options);
  }
}

function plausibleNumber(field: DescField, rules: JsonObject, { seeded }: PlausibleOptions): JsonValue {
  const written = (value: number): JsonValue => (is64Bit(field) ? String(value) : value);
  // Waiting for what does not come is all that a longer time would be.
  if (field.name === 'wait_ms') return written(20);
  if (field.name === 'expected_version') return written(Math.floor(seeded.next() * 3));
  const least = Number(rules['gte'] ?? 1);
  const most = Number(rules['lte'] ?? Math.max(least, 100));
  return written(Math.round(least + seeded.next() ** 3 * (most - least)));
}

function plausibleText(field: DescField, rules: JsonObject, { service, known, seeded }: PlausibleOptions): string {
  const fits = (text: string): boolean => {
    const length = Array.from(text).length;
    if (length < Number(rules['minLen'] ?? 0) || length > Number(rules['maxLen'] ?? Infinity)) return false;
    if (rules['id'] === true && !/^[a-z0-9][a-z0-9_.-]{0,63}$/.test(text)) return false;
    return rules['pattern'] === undefined || new RegExp(String(rules['pattern']), 'u').test(text);
  };
  const name = field.jsonName;
  const met = known.of(service, name).filter(fits);
  if (met.length > 0 && seeded.next() < 0.9) return seeded.pick(met as [string, ...string[]]);
  if (/json$/i.test(name)) return '{"level":3}';
  if (/condition|expression|^when$|^if$|guard/i.test(name)) return 'true';
  if (name === 'pageToken') return '';
  const invented = [`probe-${Math.floor(seeded.next() * 5)}`, ...SAMPLES].find(fits);
  return invented ?? 'x'.repeat(Number(rules['minLen'] ?? 1));
}

/** A mask of what is set in the resource beside it. */
function maskOf(type: DescMessage, message: JsonObject): string {
  const resource = type.fields.find(
    ({ fieldKind, message: of, jsonName }) =>
      fieldKind === 'message' && !of.typeName.startsWith('google.') && message[jsonName] !== undefined,
  );
  const value = resource === undefined ? message : message[resource.jsonName];
  return Object.keys((value ?? {}) as JsonObject).join(',');
}

/** Whether proto3 JSON writes a field's numbers as text. */
export function is64Bit({ scalar }: DescField): boolean {
  return (
    scalar === ScalarType.INT64 ||
    scalar === ScalarType.UINT64 ||
    scalar === ScalarType.SINT64 ||
    scalar === ScalarType.FIXED64 ||
    scalar === ScalarType.SFIXED64
  );
}
