import type { ReceiptToWrite } from './receipt.js';
import type { Claim, Fence, OutboxEvent } from './store.js';

interface EntityKey {
  readonly kind: string;
  readonly id: string;
}

export interface Put extends EntityKey {
  readonly bytes: Uint8Array;
  /** Absent: whatever is there. 0n: must not exist. n: must be at n. */
  readonly expectedVersion?: bigint;
  /**
   * The version this write must get (Peeked.nextVersion), for a writer that has put it into an event. Unlike
   * `expectedVersion` it also counts a deleted entity's versions.
   */
  readonly newVersion?: bigint;
  /** Forget the entity, version and all, after this. Default: keep. A put without it makes an expiring entity lasting. */
  readonly ttlMs?: number;
}

/** Deletes an entity and keeps its version for 24 h. Nothing happens when it is not there and nothing was expected. */
export interface Deletion extends EntityKey {
  readonly expectedVersion?: bigint;
}

/** Something that is read, not written, must (still) be at this version; 0n: must not exist. */
export interface Check extends EntityKey {
  readonly expectedVersion: bigint;
}

/**
 * A name that only one owner in this shard can hold. Claiming what one already holds is fine. For a name unique over all
 * shards commit the claim in `store.shard(name)`.
 */
export interface NameClaim {
  readonly space: string;
  readonly name: string;
  readonly owner: string;
}

/** Indexes are sorted sets in the same shard. Scores are finite doubles (whole numbers are exact to 2^53). */
export type IndexChange =
  | { readonly op: 'set'; readonly index: string; readonly member: string; readonly score: number }
  | { readonly op: 'remove'; readonly index: string; readonly member: string }
  /** Removes all members with a score up to `max`, inclusive. */
  | { readonly op: 'trim'; readonly index: string; readonly max: number };

export interface LogAppend {
  readonly log: string;
  readonly bytes: Uint8Array;
  /** The oldest entries beyond this number fall off. */
  readonly maxEntries: number;
}

/** Changes of one shard that happen together or not at all. An entity appears at most once among puts, deletes and checks. */
export interface Commit {
  readonly puts?: readonly Put[];
  readonly deletes?: readonly Deletion[];
  readonly checks?: readonly Check[];
  readonly claims?: readonly NameClaim[];
  /** Names given back; one that another owner holds stays his. */
  readonly releases?: readonly NameClaim[];
  readonly indexes?: readonly IndexChange[];
  /**
   * Due entries this commit has dealt with: removed, unless `indexes` of this same commit sets them anew. The commit is
   * refused (CLAIM_LOST) when the hold has ended and another took the entry, or when it was rescheduled meanwhile.
   */
  readonly settle?: readonly Claim[];
  readonly logs?: readonly LogAppend[];
  /** Published in this order, after the commit, at least once. */
  readonly events?: readonly OutboxEvent[];
  /** Remembers the response under the caller's idempotency key. */
  readonly receipt?: ReceiptToWrite;
  /** Leases the writer must still hold. */
  readonly fences?: readonly Fence[];
}

export type CommitResult =
  | {
      readonly status: 'committed';
      /** The new version of each put, in order. */
      readonly versions: readonly bigint[];
      /** The time the puts are stamped with: Unix ms. */
      readonly updatedMs: number;
    }
  /** The receipt was there: nothing was done now; this is what the first commit answered. */
  | { readonly status: 'replayed'; readonly response: Uint8Array };
