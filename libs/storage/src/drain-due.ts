import { isDomainError, type Clock } from '@bodybroker/domain';
import type { Claim, Shard } from './store.js';

/** Works on one due entry, and ends it by a commit with `settle: [claim]` together with its effect. */
export type DueWork = (claim: Claim, shard: Shard, signal: AbortSignal) => Promise<void>;

export interface DrainDueOptions {
  readonly clock: Clock;
  /** Ends it: what is not begun by then is given back. */
  readonly signal: AbortSignal;
  /** Told of what failed: a claim that could not be made, or work that threw (its entry fires again when its hold ends). */
  readonly onError: (error: unknown, claim: Claim | undefined) => void;
  /** How long an entry is held; after that a crashed worker's entries fire again. Default 30 000. */
  readonly holdMs?: number;
  /** Entries taken at once; they are worked on one after another within the hold. Default 50. */
  readonly batch?: number;
}

/**
 * Works on what is due in one shard now, one entry after another, until nothing is or the signal aborts. Entries taken and not
 * begun when it aborts are due again at once, for whoever looks next.
 * @throws DomainError UNAVAILABLE when entries cannot be taken or given back; those taken fire again when their hold ends
 */
export async function drainDue(shard: Shard, index: string, work: DueWork, options: DrainDueOptions): Promise<void> {
  const { clock, signal, onError, holdMs = 30_000, batch = 50 } = options;
  let claims: readonly Claim[];
  do {
    claims = await shard.claimDue(index, { nowMs: clock.now(), holdMs, limit: batch });
    for (const [begun, claim] of claims.entries()) {
      if (signal.aborted) return giveBack(shard, claims.slice(begun));
      if (clock.now() >= claim.heldUntilMs) break;
      await work(claim, shard, signal).catch((error: unknown) => onError(error, claim));
    }
  } while (claims.length === batch && !signal.aborted);
}

/** Makes entries due again when they were. An entry that is no longer held stays as it is. */
async function giveBack(shard: Shard, claims: readonly Claim[]): Promise<void> {
  try {
    await release(shard, claims);
  } catch (error) {
    if (!isClaimLost(error)) throw error;
    // One that was rescheduled or taken by another has kept all others back.
    for (const claim of claims) {
      await release(shard, [claim]).catch((lost: unknown) => {
        if (!isClaimLost(lost)) throw lost;
      });
    }
  }
}

const release = (shard: Shard, claims: readonly Claim[]): Promise<unknown> =>
  shard.commit({
    settle: claims,
    indexes: claims.map(({ index, member, dueMs }) => ({ op: 'set', index, member, score: dueMs })),
  });

const isClaimLost = (error: unknown): boolean => isDomainError(error) && error.reason === 'CLAIM_LOST';
