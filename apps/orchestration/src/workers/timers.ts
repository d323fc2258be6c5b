import { isDomainError } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import { runDueLoop, type Claim, type Shard } from '@bodybroker/storage';
import { alertIfStuck } from '../calling/alert-if-stuck.js';
import type { Deps } from '../deps.js';
import { wake } from '../domain/wake.js';
import { DUE_INDEX } from '../storage/execution-indexes.js';

export interface TimersOptions {
  /** How late a timer fires at most. */
  readonly pollMs: number;
}

/**
 * Wakes executions whose time has come: calls that wait to be made again, signals that did not come, and work that nobody does
 * because its worker died. All replicas do so; each timer goes to one.
 */
export function timers(deps: Deps, { pollMs }: TimersOptions): Worker {
  const { executions, clock, logger } = deps;
  return {
    name: 'timers',
    run: (signal) =>
      runDueLoop(executions.shards, DUE_INDEX, (claim, shard) => fire(deps, claim, shard), {
        clock,
        signal,
        pollMs,
        onError: (error, claim) => logger.warn('a timer could not fire', { error, execution: claim?.member }),
      }),
  };
}

async function fire({ executions, clock, logger }: Deps, claim: Claim, shard: Shard): Promise<void> {
  try {
    const moved = await executions.change(
      claim.member,
      (execution, definition) => wake(execution, definition, clock.now()),
      [claim],
    );
    if (moved !== undefined) alertIfStuck(logger, moved);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    if (error.reason === 'EXECUTION_NOT_FOUND') await executions.forgetTimer(claim, shard);
    // The execution has moved since the timer was taken, and has another timer now.
    else if (error.reason !== 'CLAIM_LOST') throw error;
  }
}
