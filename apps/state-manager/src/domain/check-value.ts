import { invalidArgument } from '@bodybroker/domain';
import { writeJson } from './json-text.js';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json-value.js';

/** Largest value, as UTF-8 JSON text. */
export const MAX_VALUE_BYTES = 256 * 1024;
/** Deepest nesting; the value itself is the first level. */
export const MAX_VALUE_DEPTH = 32;
/** A member of this name would change the prototype of whatever object it is copied into carelessly. */
export const FORBIDDEN_MEMBER = '__proto__';

/**
 * Lets a value through that may be stored.
 * @throws DomainError INVALID_ARGUMENT VALUE_NOT_OBJECT, VALUE_TOO_DEEP, VALUE_TOO_LARGE or FORBIDDEN_MEMBER
 */
export function checkValue(value: JsonValue): JsonObject {
  if (!isJsonObject(value)) throw invalidArgument('value', 'must be a JSON object', 'VALUE_NOT_OBJECT');
  checkLevel(value, 1);
  const sizeBytes = new TextEncoder().encode(writeJson(value)).length;
  if (sizeBytes > MAX_VALUE_BYTES) {
    throw invalidArgument('value', `must be no more than ${MAX_VALUE_BYTES} bytes of JSON`, 'VALUE_TOO_LARGE', {
      size_bytes: String(sizeBytes),
    });
  }
  return value;
}

function checkLevel(value: JsonValue, level: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (level > MAX_VALUE_DEPTH) {
    throw invalidArgument('value', `must be no deeper than ${MAX_VALUE_DEPTH} levels`, 'VALUE_TOO_DEEP');
  }
  if (isJsonArray(value)) {
    for (const item of value) checkLevel(item, level + 1);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === FORBIDDEN_MEMBER) {
      throw invalidArgument('value', `must not have a member ${FORBIDDEN_MEMBER}`, 'FORBIDDEN_MEMBER');
    }
    checkLevel(member, level + 1);
  }
}
