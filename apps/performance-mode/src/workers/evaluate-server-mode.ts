import { isDomainError, systemSleep } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import { Lease, type Store } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { evaluated } from '../domain/server-mode.js';
import { SERVER } from '../storage/server-modes.js';

export interface EvaluatorOptions {
  readonly store: Store;
  /** Names this process as leader. */
  readonly instance: string;
  readonly evaluateMs: number;
  readonly leaseMs: number;
}

/** Looks at the loads again and again. Of all replicas one does, under a lease; the others wait to take over. */
export function evaluateServerMode(deps: Deps, { store, instance, evaluateMs, leaseMs }: EvaluatorOptions): Worker {
  return {
    name: 'evaluate server mode',
    run: async (signal) => {
      while (!signal.aborted) {
        const lease = await Lease.acquire(store.shard(SERVER), 'evaluator', { holder: instance, ttlMs: leaseMs });
        if (lease !== undefined) {
          const leading = AbortSignal.any([signal, lease.signal]);
          try {
            while (!leading.aborted) {
              await lookOnce(deps, lease);
              await systemSleep(evaluateMs, leading);
            }
          } catch (error) {
            if (!isDomainError(error) || error.reason !== 'LEASE_LOST') throw error;
          } finally {
            await lease.release();
          }
        }
        await systemSleep(leaseMs / 4, signal);
      }
    },
  };
}

async function lookOnce({ serverModes, generations, targets, clock }: Deps, { fence }: Lease): Promise<void> {
  const nowMs = clock.now();
  const p95Ms = generations.p95(nowMs);
  if (p95Ms !== undefined) {
    await serverModes.report({ service: 'ai-integration', p95Ms, queueDepth: 0, errorRatio: 0, atMs: nowMs });
  }
  const [before, loads] = await Promise.all([serverModes.get(), serverModes.loads()]);
  const after = evaluated(before, loads, targets, nowMs);
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  await serverModes.change((current) => evaluated(current, loads, targets, nowMs), fence);
}
