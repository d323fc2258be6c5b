import { Value } from '@bodybroker/contracts-common';
import { invalidArgument } from '@bodybroker/domain';
import type { JsonValue } from '../domain/json-value.js';

/** A Value as JSON; one without a kind is null. @throws DomainError INVALID_ARGUMENT for a number JSON has not */
export function jsonOf(value: Value | undefined, field: string): JsonValue {
  if (value === undefined || value.kind.oneofKind === undefined) return null;
  try {
    return Value.toJson(value) as JsonValue;
  } catch {
    throw invalidArgument(field, 'must hold finite numbers only');
  }
}
