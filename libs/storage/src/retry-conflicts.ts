import { isDomainError, type DomainError } from '@bodybroker/domain';
import { pause } from './pause.js';

/** Retries of a read-modify-write that lost to another writer. The number and the delays are Nakama's. */
const MAX_RETRIES = 5;
const MIN_DELAY_MS = 2;
const MAX_DELAY_MS = 20;

export interface RetryOptions {
  /** Draws in [0, 1) for the jitter between retries. */
  random(): number;
  /** Ends the retries. */
  readonly signal?: AbortSignal | undefined;
}

/** The caller's own expectation failed, which no retry can mend: `conflict` is what the caller is told. */
export class ExpectationFailed extends Error {
  readonly conflict: DomainError;

  constructor(conflict: DomainError) {
    super(conflict.message);
    this.conflict = conflict;
  }
}

/**
 * Does a read-modify-write, and again from the read, up to 5 times, when another writer came between; see also `EntityRepository`.
 * @throws the conflict of an ExpectationFailed; VERSION_CONFLICT when all retries lost as well
 */
export async function retryConflicts<R>(attempt: () => Promise<R>, { random, signal }: RetryOptions): Promise<R> {
  for (let retries = 0; ; retries += 1) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof ExpectationFailed) throw error.conflict;
      const hasLost = isDomainError(error) && error.code === 'VERSION_CONFLICT';
      if (!hasLost || retries === MAX_RETRIES) throw error;
    }
    await pause(Math.min(MIN_DELAY_MS * 2 ** retries, MAX_DELAY_MS) * (1 + random()), signal);
  }
}
