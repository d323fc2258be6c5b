import { once } from 'node:events';
import { isRpcError, type RecordBucket } from '@bodybroker/nats-sdk';
import type { HealthCheck, Worker } from '@bodybroker/service-kit';

/**
 * Keeps a bucket's records in memory, and puts those there that ship with the service and are missing. What an admin has changed
 * stays changed. The service is not ready before all are there.
 */
export function followRecords<T>(
  name: string,
  bucket: RecordBucket<T>,
  shipped: ReadonlyMap<string, T>,
): Worker & HealthCheck {
  let isThere = false;
  return {
    name,
    run: async (signal) => {
      const following = bucket.follow(signal);
      await Promise.race([bucket.loaded(signal), following]);
      for (const [key, value] of shipped) {
        if (!bucket.records.has(key)) await bucket.write(key, 0n, () => value).catch(unlessThere);
      }
      isThere = true;
      await Promise.race([following, signal.aborted ? undefined : once(signal, 'abort')]);
    },
    check: () => (isThere ? Promise.resolve() : Promise.reject(new Error(`${name} are not read yet`))),
  };
}

// Another replica started at the same moment.
function unlessThere(error: unknown): void {
  if (!isRpcError(error) || error.code !== 'VERSION_CONFLICT') throw error;
}
