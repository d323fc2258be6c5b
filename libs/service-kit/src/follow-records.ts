import { isRpcError, type RecordBucket } from '@bodybroker/nats-sdk';
import type { HealthCheck, Worker } from './service-definition.js';

/**
 * Keeps a bucket's records in memory, and puts those there that ship with the service and are missing. What was changed stays
 * changed. As a health check it keeps the service from being ready before all are there.
 * @param name in health and logs, such as `flags`
 */
export function followRecords<T>(
  name: string,
  bucket: RecordBucket<T>,
  shipped: ReadonlyMap<string, T> = new Map(),
): Worker & HealthCheck {
  let isThere = false;
  return {
    name,
    run: async (signal) => {
      const ending = new AbortController();
      const following = bucket.follow(AbortSignal.any([signal, ending.signal]));
      try {
        await Promise.race([bucket.loaded(signal), following]);
        for (const [key, value] of shipped) {
          if (!bucket.records.has(key)) await bucket.write(key, 0n, () => value).catch(unlessThere);
        }
        isThere = true;
        await following;
      } finally {
        ending.abort();
        // Whatever ended it is on its way already.
        await following.catch(() => undefined);
      }
    },
    check: () => (isThere ? Promise.resolve() : Promise.reject(new Error(`${name} are not read yet`))),
  };
}

// Another replica started at the same moment.
function unlessThere(error: unknown): void {
  if (!isRpcError(error) || error.code !== 'VERSION_CONFLICT') throw error;
}
