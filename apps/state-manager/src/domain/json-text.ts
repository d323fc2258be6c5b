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
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? exact.rawJSON(String(member)) : member,
  );
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
  return whole >= INT64_MIN && whole <= INT64_MAX ? whole : value;
}
