import type { JsonValue } from '@bodybroker/domain';

/** Size of a value as JSON text in UTF-8. */
export function jsonBytes(value: JsonValue): number {
  return Buffer.byteLength(JSON.stringify(value));
}
