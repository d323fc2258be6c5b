import type { Struct, Value } from '@bodybroker/contracts-common';
import { invalidArgument, type JsonObject, type JsonValue } from '@bodybroker/domain';

/** JSON in which whole numbers may be given exactly. */
type ExactJson = null | boolean | number | bigint | string | readonly ExactJson[] | ExactJsonObject;
interface ExactJsonObject {
  readonly [member: string]: ExactJson;
}

/**
 * A google.protobuf.Value of a request as JSON; one that is absent or without a kind is null.
 * @param field where it stands in the request
 * @throws DomainError INVALID_ARGUMENT for a number JSON has not (NaN, infinity); FORBIDDEN_MEMBER for `__proto__`
 */
export function toJsonValue(value: Value | undefined, field: string): JsonValue {
  const kind = value?.kind;
  switch (kind?.oneofKind) {
    case 'boolValue':
      return kind.boolValue;
    case 'stringValue':
      return kind.stringValue;
    case 'numberValue':
      if (!Number.isFinite(kind.numberValue)) throw invalidArgument(field, 'must hold finite numbers only');
      return kind.numberValue;
    case 'listValue':
      return kind.listValue.values.map((item) => toJsonValue(item, field));
    case 'structValue':
      return toJsonObject(kind.structValue, field);
    default:
      return null;
  }
}

/** A google.protobuf.Struct of a request as JSON; one that is absent is empty. Parameters and errors: see {@link toJsonValue}. */
export function toJsonObject(struct: Struct | undefined, field: string): JsonObject {
  const members = Object.entries(struct?.fields ?? {}).map(([name, value]) => {
    // Before anything is built of it: a copy made by assignment would get a prototype instead of a member.
    if (name === '__proto__') throw invalidArgument(field, 'must not have a member __proto__', 'FORBIDDEN_MEMBER');
    return [name, toJsonValue(value, field)] as const;
  });
  return Object.fromEntries(members);
}

/** JSON as a google.protobuf.Value; a bigint beyond 2^53 is rounded to a double. */
export function fromJsonValue(value: ExactJson): Value {
  if (value === null) return { kind: { oneofKind: 'nullValue', nullValue: 0 } };
  if (typeof value === 'boolean') return { kind: { oneofKind: 'boolValue', boolValue: value } };
  if (typeof value === 'string') return { kind: { oneofKind: 'stringValue', stringValue: value } };
  if (typeof value !== 'object') return { kind: { oneofKind: 'numberValue', numberValue: Number(value) } };
  if (isList(value)) return { kind: { oneofKind: 'listValue', listValue: { values: value.map(fromJsonValue) } } };
  return { kind: { oneofKind: 'structValue', structValue: fromJsonObject(value) } };
}

/** A JSON object as a google.protobuf.Struct; numbers as in {@link fromJsonValue}. */
export function fromJsonObject(object: ExactJsonObject): Struct {
  return { fields: Object.fromEntries(Object.entries(object).map(([name, value]) => [name, fromJsonValue(value)])) };
}

function isList(value: readonly ExactJson[] | ExactJsonObject): value is readonly ExactJson[] {
  return Array.isArray(value);
}
