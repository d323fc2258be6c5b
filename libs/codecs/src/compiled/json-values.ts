import type { ScalarName } from './message-shape.js';
import { SLOW_WAY } from './slow-way.js';

/**
 * Reads a value of parsed JSON as one of a scalar type, in the forms that writers use. Rarer forms that proto3 JSON
 * allows too ("1e3" for an integer, base64 without padding) and faults are left to the reference.
 * @throws SLOW_WAY
 */
type JsonReader = (value: unknown) => unknown;

export const JSON_READERS: Readonly<Record<ScalarName, JsonReader>> = {
  double,
  float: double,
  int32: integerBetween(-0x80000000, 0x7fffffff),
  sint32: integerBetween(-0x80000000, 0x7fffffff),
  sfixed32: integerBetween(-0x80000000, 0x7fffffff),
  uint32: integerBetween(0, 0xffffffff),
  fixed32: integerBetween(0, 0xffffffff),
  int64: long,
  sint64: long,
  sfixed64: long,
  uint64: long,
  fixed64: long,
  bool: (value) => (typeof value === 'boolean' ? value : slow()),
  string: (value) => (typeof value === 'string' ? value : slow()),
  bytes: byteString,
};

/** Keys of maps are texts in JSON. */
export function mapKeyOf(key: ScalarName, text: string): unknown {
  if (key === 'string') return text;
  if (key === 'bool') return text === 'true' || (text === 'false' ? false : slow());
  return JSON_READERS[key](text);
}

/** Integers of 32 bits are numbers; a text of digits is read too. */
function integerBetween(least: number, most: number): JsonReader {
  return (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    const number = typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) return slow();
    return number >= least && number <= most ? number : slow();
  };
}

/** Integers of 64 bits are texts; a number is exact as far as a double is. Their range is looked at when they are written. */
function long(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : slow();
  if (typeof value !== 'string' || !/^-?\d{1,20}$/.test(value)) return slow();
  return value.length < 16 ? Number(value) : BigInt(value);
}

function double(value: unknown): unknown {
  // A number that JSON.parse takes for infinity is too large.
  if (typeof value === 'number') return Number.isFinite(value) ? value : slow();
  if (value === 'NaN') return NaN;
  if (value === 'Infinity') return Infinity;
  return value === '-Infinity' ? -Infinity : slow();
}

function byteString(value: unknown): unknown {
  if (typeof value !== 'string' || value.length % 4 !== 0) return slow();
  const bytes = Buffer.from(value, 'base64');
  // Buffer leaves out what is not base64, which makes it shorter.
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  return bytes.length === (value.length / 4) * 3 - padding ? bytes : slow();
}

function slow(): never {
  throw SLOW_WAY;
}
