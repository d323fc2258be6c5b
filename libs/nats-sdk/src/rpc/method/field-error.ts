import { RpcError } from '../rpc-error.js';
import type { FieldPath } from './field-path.js';

/** A request field breaks a rule: `details.field` is its proto path, `details.rule` the rule, such as `max_len 40`. */
export function fieldError(field: FieldPath = '', rule: string, text: string): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'INVALID_FIELD', `${field}: ${text}`, { details: { field, rule } });
}

/** An enum field holds nothing, or a number without a name, where a value is needed. */
export function enumUnspecified(field: FieldPath = ''): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'ENUM_UNSPECIFIED', `${field}: must be one of the named values`, {
    details: { field, rule: 'enum' },
  });
}
