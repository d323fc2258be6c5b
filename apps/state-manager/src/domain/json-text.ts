import { INT64_MAX, INT64_MIN, type JsonValue } from './json-value.js';

/** JSON.rawJSON and the source text for revivers (ECMA-262 2025) are newer than the compiler's library. */
interface ExactJson {
  rawJSON(text: string): unknown;
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
}

const exact = JSON as unknown as ExactJson;
const LONG_INTEGER = /\d{16}/;
const INTEGER = /^-?\d+$/;

/** Writes a value; whole numbers keep all their digits. */
export function writeJson(value: JsonValue): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member === 'bigint') return exact.rawJSON(String(member));
    // A double is written by its shortest digits, which beyond 2^53 are those of another whole number.
    const isLong = typeof member === 'number' && Number.isInteger(member) && !Number.isSafeInteger(member);
    return isLong && isInt64(BigInt(member)) ? exact.rawJSON(String(BigInt(member))) : member;
  });
}

/** Reads what writeJson wrote. @throws SyntaxError */
export function readJson(text: string): JsonValue {
  // The reviver is slow, and only long numbers need it.
  if (!LONG_INTEGER.test(text)) return JSON.parse(text) as JsonValue;
  return exact.parse(text, (_name, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exactNumber(value, source) : value,
  ) as JsonValue;
}

function exactNumber(value: number, source: string): number | bigint {
  if (Number.isSafeInteger(value) || !INTEGER.test(source)) return value;
  const whole = BigInt(source);
  return isInt64(whole) ? whole : value;
}

function isInt64(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX;
}
