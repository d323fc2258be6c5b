import type { Clock } from '@bodybroker/domain';
import { pause } from './pause.js';
import type { Claim, Shard } from './store.js';

export interface DueLoopOptions {
  readonly clock: Clock;
  /** Ends the loop. */
  readonly signal: AbortSignal;
  /** Told of what failed: a claim that could not be made, or work that threw (its entry fires again when its hold ends). */
  readonly onError: (error: unknown, claim: Claim | undefined) => void;
  /** Between two looks: how late an entry fires at most. Default 1000. */
  readonly pollMs?: number;
  /** How long an entry is held; after that a crashed worker's entries fire again. Default 30 000. */
  readonly holdMs?: number;
  /** Entries taken from a shard at once. Default 50. */
  readonly batch?: number;
}

/**
 * Works on entries of an index as they fall due, in all given shards; many processes may do so at once, each entry goes to one.
 * `work` ends its entry by a commit with `settle: [claim]`, together with its effect, so that the effect happens once.
 * Resolves when the signal aborts and running work is done.
 */
export async function runDueLoop(
  shards: readonly Shard[],
  index: string,
  work: (claim: Claim, shard: Shard, signal: AbortSignal) => Promise<void>,
  options: DueLoopOptions,
): Promise<void> {
  const { clock, signal, onError, pollMs = 1000, holdMs = 30_000, batch = 50 } = options;
  const drain = async (shard: Shard): Promise<void> => {
    let claims: readonly Claim[];
    do {
      claims = await shard.claimDue(index, { nowMs: clock.now(), holdMs, limit: batch });
      for (const claim of claims) {
        // What is not begun fires again when its hold ends, here or elsewhere.
        if (signal.aborted) return;
        if (clock.now() >= claim.heldUntilMs) break;
        await work(claim, shard, signal).catch((error: unknown) => onError(error, claim));
      }
    } while (claims.length === batch && !signal.aborted);
  };
  while (!signal.aborted) {
    await Promise.all(shards.map((shard) => drain(shard).catch((error: unknown) => onError(error, undefined))));
    await pause(pollMs, signal);
  }
}
