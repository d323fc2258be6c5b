import { failedPrecondition } from '@bodybroker/domain';
import { badPatch, childOf, parsePointer, withChild } from './json-pointer.js';
import { INT64_MAX, INT64_MIN, integerValue, type JsonValue } from './json-value.js';

export interface Increment {
  /** JSON pointer (RFC 6901). */
  readonly path: string;
  readonly delta: bigint;
  /** Smallest sum allowed. Default: of a signed 64-bit number. */
  readonly min?: bigint | undefined;
  readonly max?: bigint | undefined;
}

export interface Incremented {
  readonly document: JsonValue;
  readonly sum: bigint;
}

/**
 * Adds to the whole number at a pointer, exactly. A number that is not there counts as 0, objects on the way are made.
 * @throws DomainError INVALID_ARGUMENT BAD_PATCH, FAILED_PRECONDITION NOT_AN_INTEGER or OUT_OF_RANGE {value, min, max}
 */
export function increment(document: JsonValue, change: Increment): Incremented {
  const names = parsePointer(change.path, 'path');
  if (names.length === 0) throw badPatch('path', 'must name a number inside the value');
  const min = change.min ?? INT64_MIN;
  const max = change.max ?? INT64_MAX;
  if (min > max) throw badPatch('min', 'must not be more than max');
  const sums: bigint[] = [];
  const add = (current: JsonValue | undefined): JsonValue => {
    const from = wholeNumber(current, change.path);
    const value = from + change.delta;
    if (value < min || value > max) {
      throw failedPrecondition('OUT_OF_RANGE', `${from} and ${change.delta} is not between ${min} and ${max}`, {
        value: String(from),
        min: String(min),
        max: String(max),
      });
    }
    sums.push(value);
    return integerValue(value);
  };
  const changed = replaceAt(document, names, add);
  const [sum] = sums;
  if (changed === undefined || sum === undefined) {
    throw badPatch('path', 'goes through what is neither object nor item', { path: change.path });
  }
  return { document: changed, sum };
}

function replaceAt(
  value: JsonValue,
  names: readonly string[],
  change: (current: JsonValue | undefined) => JsonValue,
): JsonValue | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return undefined;
  const child = childOf(value, name);
  const changed = rest.length === 0 ? change(child) : replaceAt(child ?? {}, rest, change);
  return changed === undefined ? undefined : withChild(value, name, changed);
}

function wholeNumber(value: JsonValue | undefined, path: string): bigint {
  if (value === undefined) return 0n;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw failedPrecondition('NOT_AN_INTEGER', `the value at "${path}" is no whole number`, { path });
}
