import { jsonCodec, runDueLoop, type Claim, type DueLoopOptions, type Shard, type Store } from '@bodybroker/storage';
import type { Errand } from '../domain/errand.js';
import { ERRANDS_DUE } from './story-keys.js';

const KIND = 'errand';
const codec = jsonCodec<Errand>();

/** What became of an errand: it is over, or it is to be tried again. */
export type ErrandResult = { readonly is: 'over' } | { readonly is: 'again'; readonly dueMs: number };

export type DoErrand = (errand: Errand, signal: AbortSignal) => Promise<ErrandResult>;

export interface RunShardOptions {
  /** Unix ms. */
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** Longer than so many calls take one after another. */
const HOLD_MS = 60_000;
const AT_ONCE = 20;

/** What beats want of other services and has not been done yet. Each waits in its player's shard. */
export class Errands {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Does what is due in all shards, until the signal aborts. */
  run(doErrand: DoErrand, options: DueLoopOptions): Promise<void> {
    const work = (claim: Claim, shard: Shard, signal: AbortSignal): Promise<void> =>
      this.#work(doErrand, claim, shard, signal);
    return runDueLoop(this.#store.shards(), ERRANDS_DUE, work, { ...options, holdMs: HOLD_MS });
  }

  /** Does what is due in one shard now, once. What it does not come to is done by `run`. */
  async runShard(shardNumber: number, doErrand: DoErrand, { nowMs, signal }: RunShardOptions): Promise<void> {
    const shard = this.#store.shards().find(({ number }) => number === shardNumber);
    if (shard === undefined) return;
    for (const claim of await shard.claimDue(ERRANDS_DUE, { nowMs, holdMs: HOLD_MS, limit: AT_ONCE })) {
      if (signal.aborted) return;
      await this.#work(doErrand, claim, shard, signal);
    }
  }

  async #work(doErrand: DoErrand, claim: Claim, shard: Shard, signal: AbortSignal): Promise<void> {
    const { member: id } = claim;
    const stored = await shard.get(KIND, id);
    if (stored === undefined) {
      await shard.commit({ settle: [claim] });
      return;
    }
    const errand = codec.decode(stored.bytes);
    const result = await doErrand(errand, signal);
    if (result.is === 'over') {
      await shard.commit({ settle: [claim], deletes: [{ kind: KIND, id }] });
      return;
    }
    const bytes = codec.encode({ ...errand, attempts: errand.attempts + 1 });
    await shard.commit({
      settle: [claim],
      puts: [{ kind: KIND, id, bytes, expectedVersion: stored.version }],
      indexes: [{ op: 'set', index: ERRANDS_DUE, member: id, score: result.dueMs }],
    });
  }
}
