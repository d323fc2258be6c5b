import { jsonCodec, runDueLoop, type Claim, type DueLoopOptions, type Shard, type Store } from '@bodybroker/storage';
import type { Errand } from '../domain/errand.js';
import { ERRANDS_DUE } from './story-keys.js';

const KIND = 'errand';
const codec = jsonCodec<Errand>();

/** What became of an errand: it is over, or it is to be tried again. */
export type ErrandResult = { readonly is: 'over' } | { readonly is: 'again'; readonly dueMs: number };

/** What beats want of other services and has not been done yet. Each waits in its player's shard. */
export class Errands {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Does what is due, in all shards or in the given ones, until the signal aborts. */
  run(
    doErrand: (errand: Errand, signal: AbortSignal) => Promise<ErrandResult>,
    options: DueLoopOptions & { readonly shards?: readonly number[] },
  ): Promise<void> {
    const { shards: numbers, ...loop } = options;
    const all = this.#store.shards();
    const shards = numbers === undefined ? all : all.filter(({ number }) => numbers.includes(number));
    return runDueLoop(shards, ERRANDS_DUE, (claim, shard, signal) => this.#work(doErrand, claim, shard, signal), loop);
  }

  /** Does what is due in one shard now, once. */
  async runOnce(
    shardNumber: number,
    doErrand: (errand: Errand, signal: AbortSignal) => Promise<ErrandResult>,
    { nowMs, holdMs, signal }: { readonly nowMs: number; readonly holdMs: number; readonly signal: AbortSignal },
  ): Promise<void> {
    const shard = this.#store.shards().find(({ number }) => number === shardNumber);
    if (shard === undefined) return;
    for (const claim of await shard.claimDue(ERRANDS_DUE, { nowMs, holdMs })) {
      if (signal.aborted) return;
      await this.#work(doErrand, claim, shard, signal);
    }
  }

  async #work(
    doErrand: (errand: Errand, signal: AbortSignal) => Promise<ErrandResult>,
    claim: Claim,
    shard: Shard,
    signal: AbortSignal,
  ): Promise<void> {
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
