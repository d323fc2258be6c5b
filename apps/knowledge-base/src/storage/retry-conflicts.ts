import { setTimeout as delay } from 'node:timers/promises';
import { isDomainError } from '@bodybroker/domain';

/** As often a write that lost to another writer is tried again, and how long it waits before: ms, doubling. */
const MAX_RETRIES = 5;
const MIN_DELAY_MS = 2;
const MAX_DELAY_MS = 20;

/** The caller's own expectation failed, which no retry can mend: `conflict` is what the caller is told. */
export class ExpectationFailed extends Error {
  readonly conflict: Error;

  constructor(conflict: Error) {
    super(conflict.message);
    this.conflict = conflict;
  }
}

/**
 * Does a read-modify-write, again when another writer came between.
 * @param random draws in [0, 1) for the jitter
 * @throws the conflict of an ExpectationFailed; VERSION_CONFLICT when all retries lost as well
 */
export async function retryConflicts<R>(random: () => number, attempt: () => Promise<R>): Promise<R> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof ExpectationFailed) throw error.conflict;
      if (!isDomainError(error) || error.code !== 'VERSION_CONFLICT' || retries === MAX_RETRIES) throw error;
    }
    await delay(Math.min(MIN_DELAY_MS * 2 ** retries, MAX_DELAY_MS) * (1 + random()));
  }
}
