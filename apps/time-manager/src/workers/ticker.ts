import { isDomainError } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import { Lease, type Store } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { tick } from './tick.js';

export interface TickerOptions {
  readonly store: Store;
  /** Names this process as leader. */
  readonly instance: string;
  readonly tickMs: number;
  readonly leaseMs: number;
}

/** Keeps one world going. Of all replicas one leads, under a lease; the others wait to take over. */
export function ticker(deps: Deps, worldId: string, { store, instance, tickMs, leaseMs }: TickerOptions): Worker {
  const lead = async (signal: AbortSignal): Promise<void> => {
    const lease = await Lease.acquire(store.shard(worldId), `ticker:${worldId}`, { holder: instance, ttlMs: leaseMs });
    if (lease === undefined) return;
    const leading = AbortSignal.any([signal, lease.signal]);
    try {
      while (!leading.aborted) {
        await tick(deps, worldId, lease.fence);
        await deps.sleep(tickMs, leading);
      }
    } catch (error) {
      // Another has taken over while this process slept.
      if (!isDomainError(error) || error.reason !== 'LEASE_LOST') throw error;
    } finally {
      await lease.release();
    }
  };
  return {
    name: `ticker ${worldId}`,
    run: async (signal) => {
      while (!signal.aborted) {
        await lead(signal);
        await deps.sleep(leaseMs / 4, signal);
      }
    },
  };
}
