import type { CelInput } from '@bufbuild/cel';
import type { ConditionValue, VariableType } from './variables.js';

/** Deeper values are refused, so that a cycle ends and a hostile document costs little. */
const MAX_VALUE_DEPTH = 16;

/**
 * The CEL form of a JS value as its declared type, or undefined when it is absent or does not fit.
 *
 * Only own fields are read and every object becomes a Map: the evaluator looks names up on plain objects by
 * inheritance, where `toString` would be found.
 */
export function toCelValue(value: ConditionValue, type: VariableType): CelInput | undefined {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'int':
      return toInt(value);
    case 'double':
      return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
    case 'list':
      return Array.isArray(value) ? toDynamic(value as ConditionValue, 0) : undefined;
    case 'map':
      return isMapLike(value) ? toDynamic(value, 0) : undefined;
    case 'dyn':
      return toDynamic(value, 0);
  }
}

const MAX_INT = 2n ** 63n - 1n;

function toInt(value: ConditionValue): bigint | undefined {
  const int =
    typeof value === 'number' && Number.isInteger(value)
      ? BigInt(value)
      : typeof value === 'bigint'
        ? value
        : undefined;
  return int === undefined || int > MAX_INT || int < -MAX_INT - 1n ? undefined : int;
}

function isMapLike(value: ConditionValue): value is ConditionValue & object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toDynamic(value: ConditionValue, depth: number): CelInput | undefined {
  if (depth > MAX_VALUE_DEPTH) throw new RangeError(`values are nested deeper than ${MAX_VALUE_DEPTH}`);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'bigint') return toInt(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return undefined;
  if (Array.isArray(value))
    return (value as readonly ConditionValue[]).map((item) => toDynamic(item, depth + 1) ?? null);
  const entries: Iterable<[string, ConditionValue]> = value instanceof Map ? value : Object.entries(value);
  const map = new Map<string, CelInput>();
  for (const [key, item] of entries) {
    const converted = toDynamic(item, depth + 1);
    if (converted !== undefined) map.set(key, converted);
  }
  return map;
}
