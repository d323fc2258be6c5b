import { invalidArgument, type JsonValue } from '@bodybroker/domain';
import type { Layer } from './settings-in-force.js';

const FORMAT = 'bodybroker-settings-1';

/** What a player has set, as a text to keep. */
export function writeBlob(values: Layer): string {
  return JSON.stringify({ format: FORMAT, values: Object.fromEntries(values) });
}

/** @throws DomainError INVALID_ARGUMENT BAD_SETTINGS_BLOB when the text is no export */
export function readBlob(text: string): Layer {
  let blob: unknown;
  try {
    blob = JSON.parse(text);
  } catch {
    throw bad('is not JSON');
  }
  if (typeof blob !== 'object' || blob === null || !('format' in blob) || blob.format !== FORMAT) {
    throw bad(`is not of the format ${FORMAT}`);
  }
  const values = 'values' in blob ? blob.values : undefined;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw bad('has no values');
  return new Map(Object.entries(values as Record<string, JsonValue>));
}

const bad = (rule: string): Error => invalidArgument('blob', rule, 'BAD_SETTINGS_BLOB');
