import type { FactValue as FactValueMessage } from '@bodybroker/contracts-world-state';
import { invalidArgument } from '@bodybroker/domain';
import type { FactValue } from '../domain/things.js';

/** @throws DomainError INVALID_ARGUMENT FACT_VALUE when there is none, or it is no finite number */
export function fromFactValue(message: FactValueMessage | undefined, field = 'value'): FactValue {
  const value = message?.value;
  switch (value?.oneofKind) {
    case 'boolValue':
      return { type: 'bool', value: value.boolValue };
    case 'intValue':
      return { type: 'int', value: String(value.intValue) };
    case 'doubleValue':
      if (Number.isFinite(value.doubleValue)) return { type: 'double', value: value.doubleValue };
      throw invalidArgument(field, 'must be finite', 'FACT_VALUE');
    case 'stringValue':
      return { type: 'string', value: value.stringValue };
    default:
      throw invalidArgument(field, 'needs a bool, int, double or string', 'FACT_VALUE');
  }
}

export function toFactValue(fact: FactValue): FactValueMessage {
  switch (fact.type) {
    case 'bool':
      return { value: { oneofKind: 'boolValue', boolValue: fact.value } };
    case 'int':
      return { value: { oneofKind: 'intValue', intValue: BigInt(fact.value) } };
    case 'double':
      return { value: { oneofKind: 'doubleValue', doubleValue: fact.value } };
    case 'string':
      return { value: { oneofKind: 'stringValue', stringValue: fact.value } };
  }
}
