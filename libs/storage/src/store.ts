import type { Commit, CommitResult } from './commit.js';
import type { ReceiptMark, ReceiptRef, ReceiptState } from './receipt.js';

/** How many buckets the keys of one service are spread over. Part of the data's layout: it never changes. */
export const SHARD_COUNT = 64;

/** One version of an entity as it lies in the store. */
export interface Stored {
  /** 1 for the first write, +1 for each further one. Never used twice, also not across a delete (see {@link TOMBSTONE_TTL_MS}). */
  readonly version: bigint;
  readonly bytes: Uint8Array;
  /** When this version was written: Unix ms, by the clock of the writer. */
  readonly updatedMs: number;
}

/** For how long a deleted entity's version is remembered, so that a re-create continues counting: 24 h. */
export const TOMBSTONE_TTL_MS = 24 * 3_600_000;

/** An entity and the version its next write gets: 1 when it was never there, more when it was there and was deleted. */
export interface Peeked {
  readonly stored: Stored | undefined;
  readonly nextVersion: bigint;
}

/** Where a page of an index starts: after this entry, in the page's order. */
export interface IndexEntry {
  readonly member: string;
  readonly score: number;
}

export interface RangeOptions {
  /** Smallest score, inclusive. Default: no bound. */
  readonly min?: number;
  /** Largest score, inclusive. Default: no bound. */
  readonly max?: number;
  /** Start after this entry (which need not exist any more). Default: from the start. */
  readonly after?: IndexEntry;
  /** Largest number of entries. Default 50. */
  readonly limit?: number;
  /** By score, then by the UTF-8 bytes of the member; `desc` turns both round. Default `asc`. */
  readonly order?: 'asc' | 'desc';
}

/** For indexes whose scores are all equal (0): the members in the order of their UTF-8 bytes. */
export interface NameRangeOptions {
  /** Only members that start so. Default: all. */
  readonly prefix?: string;
  /** Start after this member (which need not exist any more). */
  readonly after?: string;
  /** Largest number of members. Default 50. */
  readonly limit?: number;
}

export interface LogEntry {
  /** 1, 2, 3… per log; a cursor. */
  readonly sequence: bigint;
  readonly bytes: Uint8Array;
}

export interface LogOptions {
  /** Only entries older than this sequence. Default: from the newest. */
  readonly before?: bigint;
  /** Largest number of entries. Default 50. */
  readonly limit?: number;
}

/** A due entry somebody took to work on. Give it back in {@link Commit.settle}. */
export interface Claim {
  readonly index: string;
  readonly member: string;
  /** Until when nobody else is given it: Unix ms. After that it fires again. */
  readonly heldUntilMs: number;
  /** When it was due: its score before this claim. After a crash this is when the dead claim ended. */
  readonly dueMs: number;
}

export interface ClaimDueOptions {
  /** Entries with a score up to this are due: Unix ms. */
  readonly nowMs: number;
  /** For how long they are held for the caller. Longer than the work takes. */
  readonly holdMs: number;
  /** Largest number of entries. Default 50. */
  readonly limit?: number;
}

/** Proof that a lease is held; see {@link Shard.acquireLease}. Grows with every acquisition, so an old holder is told apart. */
export interface Fence {
  readonly lease: string;
  readonly token: bigint;
}

export interface CountOptions {
  /** How much one window admits. */
  readonly limit: number;
  /** Length of a window, which opens with the first count: ms. */
  readonly windowMs: number;
  /** How much to count; 0 only looks. Default 1. */
  readonly by?: number;
}

export interface CountResult {
  /** Whether count + by stays within the limit. When false nothing was counted. */
  readonly allowed: boolean;
  /** What the window holds after this call. */
  readonly count: number;
  /** 0 when allowed, else until the window closes: ms. */
  readonly retryAfterMs: number;
  /** Names the window, for {@link Shard.settleCount}. */
  readonly window: string;
}

/**
 * One bucket of a store. Everything in one shard can be committed in one step; nothing can be across shards. Many owners share a
 * shard, and nothing in it is kept apart by owner: an id names one entity of a kind in the whole service (`player_7/main`, not
 * `main`), and so do the names of indexes, logs, leases and counters.
 *
 * A `kind` (and the `space` of a claim) is `[a-z][a-z0-9_.-]*` up to 64 chars; ids and all other names are any non-empty
 * text up to 512 bytes, such as `quests:player_7`. What breaks this throws RangeError.
 *
 * Every method throws DomainError UNAVAILABLE, reason STORE_UNAVAILABLE, when the store does not answer within its command
 * timeout. Whether a commit that failed so was done is then not known: retry it with a receipt or an expected version.
 */
export interface Shard {
  /** 0..63. */
  readonly number: number;

  /** The current version, undefined when there is none (a deleted entity reads as none). */
  get(kind: string, id: string): Promise<Stored | undefined>;
  /** As many as ids, in their order, in one round trip. */
  getMany(kind: string, ids: readonly string[]): Promise<readonly (Stored | undefined)[]>;
  /** Like get, with the version a write would make. */
  peek(kind: string, id: string): Promise<Peeked>;

  /**
   * Checks everything, then does everything, in one step; or does nothing and throws:
   * VERSION_CONFLICT {entity, current_version}; ALREADY_EXISTS reason NAME_TAKEN {space, name};
   * FAILED_PRECONDITION reason LEASE_LOST or CLAIM_LOST; INVALID_ARGUMENT reason IDEMPOTENCY_KEY_REUSED;
   * UNAVAILABLE reason IDEMPOTENCY_IN_PROGRESS.
   * When the receipt was already written by an earlier commit, answers `{status: 'replayed'}` and does nothing.
   */
  commit(change: Commit): Promise<CommitResult>;

  /** A page of an index, by score. */
  range(index: string, options?: RangeOptions): Promise<readonly IndexEntry[]>;
  /** A page of an index whose scores are all 0, by name. */
  rangeByName(index: string, options?: NameRangeOptions): Promise<readonly string[]>;
  /** The member's score, undefined when it is not in the index. */
  score(index: string, member: string): Promise<number | undefined>;
  /** How many entries an index has, with scores between min and max, inclusive (default: all). */
  count(index: string, bounds?: { readonly min?: number; readonly max?: number }): Promise<number>;
  /** A page of a log, newest first. */
  log(name: string, options?: LogOptions): Promise<readonly LogEntry[]>;
  /** Who holds a claimed name (see {@link Commit.claims}), undefined when it is free. */
  holderOf(space: string, name: string): Promise<string | undefined>;

  /** Looks up what an earlier request with this key did. Throws INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED for another fingerprint. */
  receipt(ref: ReceiptRef): Promise<ReceiptState>;
  /**
   * Marks a request as being worked on, for work whose effects are outside the store, unless it was done already.
   * Throws UNAVAILABLE IDEMPOTENCY_IN_PROGRESS while another works on it. The mark falls after `holdMs`, should the worker die.
   */
  beginReceipt(ref: ReceiptRef, options: { readonly holdMs: number }): Promise<ReceiptMark>;
  /** Takes the mark away after work that had no effect, so that the request may be tried again. */
  abandonReceipt(ref: ReceiptRef, token: string): Promise<void>;

  /**
   * Takes (or, by its holder, renews) a lease for `ttlMs`. Undefined while another holds it.
   * A higher token than any earlier holder's comes with every change of hands; `fence` in a commit is refused (LEASE_LOST)
   * once the lease has run out or passed on. See Lease for one that renews itself.
   */
  acquireLease(name: string, holder: string, ttlMs: number): Promise<Fence | undefined>;
  /** Gives a lease up; nothing happens when it is no longer this holder's. */
  releaseLease(fence: Fence): Promise<void>;

  /** Hands out entries of an index whose score is due. Each goes to one caller until its hold ends. Earliest first. */
  claimDue(index: string, options: ClaimDueOptions): Promise<readonly Claim[]>;

  /** Counts in a window if the limit allows, in one step. */
  countWithin(name: string, options: CountOptions): Promise<CountResult>;
  /** Corrects what a countWithin reserved (`by` below 0 gives back; never under 0). Nothing happens when that window has closed. */
  settleCount(name: string, window: string, by: number): Promise<void>;
}

export interface ScanEntry {
  readonly id: string;
  readonly stored: Stored;
  readonly shard: Shard;
}

/** An event as it waits in the outbox: what the publisher is given. */
export interface OutboxEntry {
  readonly shard: number;
  readonly sequence: bigint;
  readonly event: OutboxEvent;
}

export interface OutboxEvent {
  /** Deterministic, `<service>:<entity>:<version>:<type>`: the same in every repeat, so that the broker drops repeats. */
  readonly id: string;
  readonly subject: string;
  readonly bytes: Uint8Array;
  /** Headers to publish with, such as the trace context. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the outbox relay needs of a store. One relay at a time works on a shard, so entries leave in their order. */
export interface Outbox {
  /** The oldest entries of a shard, and the right to publish them for `holdMs`; `busy` while another relay has it. */
  take(
    shard: number,
    holder: string,
    options: { readonly limit: number; readonly holdMs: number },
  ): Promise<OutboxTake>;
  /** Removes published entries and gives the shard up unless `keep` is given. Answers how many entries are left. */
  settle(
    shard: number,
    holder: string,
    done: readonly bigint[],
    options?: { readonly keepMs?: number },
  ): Promise<number>;
  /** Waiting entries of each shard, in one sweep. */
  backlog(): Promise<readonly number[]>;
  /** Tells of every commit of this process that added events. Returns what ends it. */
  onAppend(listener: (shard: number) => void): () => void;
}

export type OutboxTake =
  { readonly status: 'taken'; readonly entries: readonly OutboxEntry[] } | { readonly status: 'busy' };

/**
 * Versioned entities of one service with everything that must change together with them. Two implementations, RedisStore and
 * MemoryStore, proven equal by one contract suite: services write one repository over this port.
 */
export interface Store {
  /** The service whose keys these are; no store reads another service's. */
  readonly service: string;
  readonly outbox: Outbox;
  /**
   * The shard that `ownerId` and all that must commit together with it live in: crc32(ownerId) mod 64. What belongs to a
   * player is in the player's shard; a small catalogue read as a whole can use one constant owner.
   */
  shard(ownerId: string): Shard;
  /** All shards in order, for sweeps. */
  shards(): readonly Shard[];
  /**
   * Every live entity of a kind in all shards, in no order; one that is written meanwhile may come twice or not at all.
   * Walks the whole keyspace: for rebuilds and sweeps, not for requests. Ends with the signal's reason when aborted.
   */
  scan(kind: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<ScanEntry>;
  /** Resolves when the store answers; throws UNAVAILABLE STORE_UNAVAILABLE when it does not. For /readyz. */
  ready(): Promise<void>;
}
