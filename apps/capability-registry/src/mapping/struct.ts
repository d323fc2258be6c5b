import { Struct } from '@bodybroker/contracts-common';
import { invalidArgument } from '@bodybroker/domain';
import type { JsonObject } from '../domain/json-value.js';

/** @throws DomainError INVALID_ARGUMENT when a number in it is one JSON has not (NaN, infinity) */
export function fromStruct(struct: Struct | undefined, field: string): JsonObject {
  if (struct === undefined) return {};
  try {
    return Struct.toJson(struct) as JsonObject;
  } catch {
    throw invalidArgument(field, 'must hold what JSON can say');
  }
}

export function toStruct(json: JsonObject): Struct {
  return Struct.fromJson(json as never);
}
