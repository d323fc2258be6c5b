import { DomainError, type JsonValue } from '@bodybroker/domain';
import type { SettingDefinition } from './setting-definition.js';

/** A value as JSON text, in UTF-8. */
export const MAX_VALUE_BYTES = 4096;

type Shape = Pick<SettingDefinition, 'type' | 'min' | 'max' | 'options'>;

/** The rule a value breaks, in words; undefined when it fits. */
export function problemOf(definition: Shape, value: JsonValue): string | undefined {
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_VALUE_BYTES) return `must have at most ${MAX_VALUE_BYTES} bytes`;
  switch (definition.type) {
    case 'BOOL':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'INT':
      return Number.isSafeInteger(value) ? boundsOf(definition, value as number) : 'must be a whole number';
    case 'DOUBLE':
      return Number.isFinite(value) ? boundsOf(definition, value as number) : 'must be a number';
    case 'STRING':
      return typeof value === 'string' ? boundsOf(definition, [...value].length, ' characters') : 'must be a text';
    case 'ENUM':
      return definition.options.some((option) => option === value)
        ? undefined
        : `must be one of ${definition.options.join(', ')}`;
    case 'JSON':
      return undefined;
  }
}

function boundsOf({ min, max }: Shape, size: number, unit = ''): string | undefined {
  if (min !== undefined && size < min) return `must be at least ${min}${unit}`;
  if (max !== undefined && size > max) return `must be at most ${max}${unit}`;
  return undefined;
}

/** @throws DomainError INVALID_ARGUMENT SETTING_VALUE {key, rule} */
export function checkValue(definition: SettingDefinition, value: JsonValue): JsonValue {
  const rule = problemOf(definition, value);
  if (rule === undefined) return value;
  throw new DomainError('INVALID_ARGUMENT', 'SETTING_VALUE', `${definition.key}: ${rule}`, {
    details: { key: definition.key, rule },
  });
}
