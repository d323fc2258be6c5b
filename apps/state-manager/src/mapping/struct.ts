import type { Struct, Value } from '@bodybroker/contracts-common';
import { invalidArgument } from '@bodybroker/domain';
import { isJsonArray, type JsonObject, type JsonValue } from '../domain/json-value.js';

/** Reads a Struct. @throws DomainError INVALID_ARGUMENT for a number JSON has not (NaN, infinity) and for `__proto__` */
export function fromStruct(struct: Struct | undefined): JsonObject {
  const members = Object.entries(struct?.fields ?? {}).map(([name, value]) => {
    // Checked before anything is built of it: see check-value.ts.
    if (name === '__proto__') throw invalidArgument('value', 'must not have a member __proto__', 'FORBIDDEN_MEMBER');
    return [name, fromValue(value)] as const;
  });
  return Object.fromEntries(members);
}

/** Reads a Value; one without a kind is null. */
export function fromValue({ kind }: Value): JsonValue {
  switch (kind.oneofKind) {
    case 'boolValue':
      return kind.boolValue;
    case 'stringValue':
      return kind.stringValue;
    case 'numberValue':
      if (!Number.isFinite(kind.numberValue)) throw invalidArgument('value', 'must hold finite numbers only');
      return kind.numberValue;
    case 'listValue':
      return kind.listValue.values.map(fromValue);
    case 'structValue':
      return fromStruct(kind.structValue);
    default:
      return null;
  }
}

/** Writes a Struct; numbers beyond 2^53 are rounded to a double. */
export function toStruct(value: JsonObject): Struct {
  return { fields: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toValue(member)])) };
}

function toValue(value: JsonValue): Value {
  if (value === null) return { kind: { oneofKind: 'nullValue', nullValue: 0 } };
  if (typeof value === 'boolean') return { kind: { oneofKind: 'boolValue', boolValue: value } };
  if (typeof value === 'string') return { kind: { oneofKind: 'stringValue', stringValue: value } };
  if (typeof value !== 'object') return { kind: { oneofKind: 'numberValue', numberValue: Number(value) } };
  if (isJsonArray(value)) return { kind: { oneofKind: 'listValue', listValue: { values: value.map(toValue) } } };
  return { kind: { oneofKind: 'structValue', structValue: toStruct(value) } };
}
