import { isDomainError } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import { Lease, type Store } from '@bodybroker/storage';

export interface LeasedOptions {
  readonly name: string;
  readonly store: Store;
  /** Names this process. */
  readonly instance: string;
  /** Between two runs: ms. */
  readonly everyMs: number;
  /** Waits; resolves early when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const LEASE_MS = 15_000;

/** Work that one process of all does, again and again. The others wait to take over. */
export function leased(options: LeasedOptions, work: (signal: AbortSignal) => Promise<void>): Worker {
  const { name, store, instance, everyMs, sleep } = options;
  const lead = async (signal: AbortSignal): Promise<void> => {
    const lease = await Lease.acquire(store.shard(name), name, { holder: instance, ttlMs: LEASE_MS });
    if (lease === undefined) return;
    const leading = AbortSignal.any([signal, lease.signal]);
    try {
      while (!leading.aborted) {
        await work(leading);
        await sleep(everyMs, leading);
      }
    } catch (error) {
      if (!leading.aborted && !isUnavailable(error)) throw error;
    } finally {
      await lease.release();
    }
  };
  return {
    name,
    run: async (signal) => {
      while (!signal.aborted) {
        await lead(signal);
        await sleep(LEASE_MS / 4, signal);
      }
    },
  };
}

/** Nobody's fault that a restart would mend. */
function isUnavailable(error: unknown): boolean {
  return isDomainError(error) && error.code === 'UNAVAILABLE';
}
