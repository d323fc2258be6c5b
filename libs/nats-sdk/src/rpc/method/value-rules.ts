import type { FieldRules } from '@bodybroker/contracts-options';
import type { EnumInfo } from '@protobuf-ts/runtime';
import { enumUnspecified, fieldError } from './field-error.js';
import type { FieldPath } from './field-path.js';

/** Checks one value, not absent; `path` names it in the error. */
export type ValueCheck = (value: unknown, path: FieldPath) => void;

/** Ids that callers choose (SERVICES: ids). */
const ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/** The checks that a field's rules want of a text, bytes or number. */
export function scalarChecks(rules: FieldRules): readonly ValueCheck[] {
  return [...lengthChecks(rules), ...textChecks(rules), ...numberChecks(rules)];
}

/** The number must have a name, and not be zero where a value is required. */
export function enumCheck([, names]: EnumInfo, required: boolean): ValueCheck {
  return (value, path) => {
    if (names[value as number] === undefined || (required && value === 0)) throw enumUnspecified(path);
  };
}

function lengthChecks({ minLen, maxLen, maxBytes }: FieldRules): ValueCheck[] {
  const checks: ValueCheck[] = [];
  if (minLen !== undefined) {
    checks.push((value, path) => {
      if (codePoints(value) < minLen) {
        throw fieldError(path, `min_len ${minLen}`, `must have at least ${minLen} characters`);
      }
    });
  }
  if (maxLen !== undefined) {
    checks.push((value, path) => {
      if (codePoints(value) > maxLen) {
        throw fieldError(path, `max_len ${maxLen}`, `must have at most ${maxLen} characters`);
      }
    });
  }
  if (maxBytes !== undefined) {
    checks.push((value, path) => {
      if (byteLength(value) > maxBytes)
        throw fieldError(path, `max_bytes ${maxBytes}`, `must have at most ${maxBytes} bytes`);
    });
  }
  return checks;
}

function textChecks({ pattern, id }: FieldRules): ValueCheck[] {
  const checks: ValueCheck[] = [];
  if (pattern !== '') {
    const expression = new RegExp(pattern, 'u');
    checks.push((value, path) => {
      if (value !== '' && !expression.test(value as string)) {
        throw fieldError(path, `pattern ${pattern}`, `must match ${pattern}`);
      }
    });
  }
  if (id) {
    checks.push((value, path) => {
      if (value !== '' && !ID.test(value as string)) throw fieldError(path, 'id', `must match ${ID.source}`);
    });
  }
  return checks;
}

function numberChecks({ gte, lte }: FieldRules): ValueCheck[] {
  const checks: ValueCheck[] = [];
  // Written so that NaN breaks every bound.
  if (gte !== undefined) {
    checks.push((value, path) => {
      if (!((value as number | bigint) >= gte)) throw fieldError(path, `gte ${gte}`, `must be at least ${gte}`);
    });
  }
  if (lte !== undefined) {
    checks.push((value, path) => {
      if (!((value as number | bigint) <= lte)) throw fieldError(path, `lte ${lte}`, `must be at most ${lte}`);
    });
  }
  return checks;
}

function codePoints(value: unknown): number {
  return Array.from(value as string).length;
}

function byteLength(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : (value as Uint8Array).length;
}
