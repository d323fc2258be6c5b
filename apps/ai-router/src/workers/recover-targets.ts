import type { Clock } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import { runDueLoop } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import { COOLDOWNS, type StatsStore } from '../storage/stats-store.js';

export interface RecoverTargetsOptions {
  readonly stats: StatsStore;
  readonly clock: Clock;
  readonly pollMs: number;
  readonly logger: Logger;
}

/** Tells of each target whose time alone is over. Requests know it by the clock, without this. */
export function recoverTargets({ stats, clock, pollMs, logger }: RecoverTargetsOptions): Worker {
  return {
    name: 'recover-targets',
    run: (signal) =>
      runDueLoop([stats.shard], COOLDOWNS, (claim) => stats.recover(claim), {
        clock,
        signal,
        pollMs,
        onError: (error, claim) => logger.warn('the end of a cooldown was not told', { error, target: claim?.member }),
      }),
  };
}
