import { ScalarType, type DescField, type JsonValue } from '@bufbuild/protobuf';
import { is64Bit } from './plausible-message.js';

/** A value no well-meaning client sends, and what it is, for people. */
export interface HostileValue {
  readonly what: string;
  readonly json: JsonValue;
  /** Whether it is always sent: what has broken most. */
  readonly isAlways?: boolean;
}

const LONG = '10 000 characters';
const LARGEST = '9223372036854775807';

const TEXTS: readonly HostileValue[] = [
  ['empty', ''],
  ['a blank', ' '],
  [LONG, 'x'.repeat(10_000)],
  ['a path upwards', '../../etc/passwd'],
  ['two dots', '..'],
  ['a template', '{{7*7}}${7*7}<%= 7*7 %>#{7*7}'],
  ['markup', '<script>alert(1)</script>'],
  ['a NUL', 'pro\0be'],
  ['control characters', '\u0001\u001b[31m\r\nX-Forged: 1\u007f\u0085'],
  ['a lone surrogate', 'a\ud800b'],
  ['written right to left', '\u202eeborp\u202c \u05e9\u05dc\u05d5\u05dd'],
  ['emoji', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u{1f4a3}'],
  ['stacked accents', `z${'\u0301'.repeat(300)}`],
  ['SQL', "'; DROP TABLE players; --"],
  ['the prototype', '__proto__'],
  ['the constructor', 'constructor'],
  ['a key with wildcards', '*.>'],
  ['a key of two words', 'a b:{c}|d'],
  ['a bomb of a pattern', '(a+)+$'],
  ['prey of such a pattern', `${'a'.repeat(60)}!`],
  ['parentheses without end', '('.repeat(900)],
  ['well closed parentheses', `${'('.repeat(400)}1${')'.repeat(400)}`],
  ['half an expression', 'player.level >= '],
  ['an expression that divides by nothing', '1 / 0 == 1 || "x" + 1 == 2'],
  ['loops in loops', `${'[1,2,3,4,5,6,7,8,9].all(x, '.repeat(8)}true${')'.repeat(8)}`],
  ['broken JSON', '{"a":'],
  ['deep JSON', `${'['.repeat(500)}${']'.repeat(500)}`],
  ['JSON with a prototype', '{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}'],
  ['a number of a text', '1e309'],
  ['a cloud address', 'http://169.254.169.254/latest/meta-data'],
  ['a well-formed id of nothing', 'prb_01JZZZZZZZZZZZZZZZZZZZZZZZ'],
  ['a well-formed name of nothing', 'there-is-no-such-thing'],
].map(([what = '', json = '']) => ({ what, json, isAlways: what === LONG }));

const NUMBERS: readonly (number | string)[] = [
  0,
  -1,
  1,
  200,
  201,
  1_000_000_000,
  2_147_483_647,
  -2_147_483_648,
  2_147_483_648,
  4_294_967_295,
  1.5,
  -0.5,
  1e-320,
  1.7e308,
  'NaN',
  'Infinity',
  '-Infinity',
  '9007199254740993',
  LARGEST,
  '-9223372036854775808',
  '9223372036854775808',
  '18446744073709551615',
  '8640000000000001',
  '',
  '1e3',
  '0x10',
  ' 1',
];

const ENUMS: readonly HostileValue[] = [
  { what: 'a number without a name', json: 97_531 },
  { what: 'a negative number', json: -1 },
  { what: 'zero', json: 0 },
  { what: 'a name that is not', json: 'PROBE_NO_SUCH_NAME' },
  { what: 'a name of objects', json: '__proto__' },
];

const MAP_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  'a.b',
  '\0',
  '\ud800',
  'k'.repeat(5_000),
  '*',
  '$ref',
];

/** One value of each JSON type. */
const TYPES: readonly HostileValue[] = [
  { what: 'null', json: null },
  { what: 'a boolean', json: true },
  { what: 'a number', json: 7.5 },
  { what: 'a text', json: 'probe' },
  { what: 'a list', json: [1, 'two', null] },
  { what: 'an object', json: { probe: { probe: [] } } },
  { what: 'lists in lists', json: nested(60) },
];

/**
 * What a field can be given that it does not want, wrong JSON types included.
 * @param valid the value it would have been given
 */
export function hostileValuesOf(field: DescField, valid: JsonValue): readonly HostileValue[] {
  return [...ownKind(field, valid), ...TYPES];
}

function ownKind(field: DescField, valid: JsonValue): readonly HostileValue[] {
  if (field.fieldKind === 'list' && Array.isArray(valid)) return lists(valid);
  if (field.fieldKind === 'map') return maps(valid);
  if (field.message?.typeName === 'google.protobuf.FieldMask') return MASKS;
  if (field.message !== undefined) return STRUCTS;
  if (field.enum !== undefined) return ENUMS;
  if (field.scalar === ScalarType.STRING) return /page_?token/i.test(field.name) ? [...TOKENS, ...TEXTS] : TEXTS;
  if (field.scalar === ScalarType.BYTES) return BYTES;
  if (field.scalar === ScalarType.BOOL) return [];
  return NUMBERS.map((json) => ({
    what: `the number ${JSON.stringify(json)}`,
    json: is64Bit(field) ? String(json) : json,
    isAlways: json === LARGEST && is64Bit(field),
  }));
}

function lists(valid: readonly JsonValue[]): readonly HostileValue[] {
  const item = valid[0] ?? {};
  return [0, 2, 501, 3_000].map((count) => ({
    what: `a list of ${count}`,
    json: Array.from({ length: count }, () => item),
  }));
}

function maps(valid: JsonValue): readonly HostileValue[] {
  const item = Object.values((valid ?? {}) as Record<string, JsonValue>)[0] ?? '';
  const of = (keys: readonly string[]): JsonValue =>
    JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(item)}`).join(',')}}`) as JsonValue;
  return [
    ...MAP_KEYS.map((key) => ({ what: `the key ${JSON.stringify(key.slice(0, 20))}`, json: of([key]) })),
    { what: '1 000 keys', json: of(Array.from({ length: 1_000 }, (_, i) => `key${i}`)) },
  ];
}

const MASKS: readonly HostileValue[] = [
  '',
  '*',
  'noSuchField',
  'a.b.c.d',
  '__proto__',
  'constructor.prototype',
  'version',
  'a,,b',
  'name_with_underscore',
  'x,'.repeat(2_000),
].map((json) => ({ what: `the mask ${JSON.stringify(json.slice(0, 30))}`, json }));
const TOKENS: readonly HostileValue[] = [
  'bm9wZQ',
  'e30',
  '!!!!',
  'eyJ2IjoxfQ',
  'eyJ2IjoxLCJhZnRlciI6InoiLCJmaWx0ZXIiOiJ4In0',
  'A'.repeat(5_000),
].map((json) => ({ what: `the page token ${json.slice(0, 20)}`, json }));
const BYTES: readonly HostileValue[] = ['', '!!!', 'AA=A', '/////w==', 'A'.repeat(600_000)].map((json) => ({
  what: `${json.length} characters of bytes`,
  json,
}));
const STRUCTS: readonly HostileValue[] = [
  { what: 'an empty object', json: {} },
  { what: 'objects in objects', json: nestedObject(40) },
  { what: 'a prototype key', json: JSON.parse('{"__proto__":{"x":1}}') as JsonValue },
  { what: 'an unknown member', json: { probeNoSuchMember: 1 } },
];

function nested(depth: number): JsonValue {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

function nestedObject(depth: number): JsonValue {
  return depth === 0 ? 1 : { probe: nestedObject(depth - 1) };
}
