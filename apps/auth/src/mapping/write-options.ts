import type { WriteOptions } from '@bodybroker/storage';

/** What a request says of how to write. */
export function writeOptions(expectedVersion: bigint | undefined, signal: AbortSignal): WriteOptions {
  return expectedVersion === undefined ? { signal } : { expectedVersion, signal };
}
