import {
  drainDue,
  jsonCodec,
  runDueLoop,
  type Claim,
  type DrainDueOptions,
  type DueLoopOptions,
  type DueWork,
  type Shard,
  type Store,
} from '@bodybroker/storage';
import type { Errand } from '../domain/errand.js';
import { ERRANDS_DUE } from './story-keys.js';

const KIND = 'errand';
const codec = jsonCodec<Errand>();

/** What became of an errand: it is over, or it is to be tried again. */
export type ErrandResult = { readonly is: 'over' } | { readonly is: 'again'; readonly dueMs: number };

export type DoErrand = (errand: Errand, signal: AbortSignal) => Promise<ErrandResult>;

/** How long a crash keeps an errand back. A batch takes less, each errand its patience of 2 s at most. */
const TAKING = { holdMs: 15_000, batch: 5 } as const;

export type ErrandsOptions = Pick<DrainDueOptions, 'clock' | 'signal' | 'onError'>;

/** What beats want of other services and has not been done yet. Each waits in its player's shard. */
export class Errands {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Does what is due in all shards, until the signal aborts. */
  run(doErrand: DoErrand, options: ErrandsOptions & Pick<DueLoopOptions, 'pollMs'>): Promise<void> {
    return runDueLoop(this.#store.shards(), ERRANDS_DUE, this.#workBy(doErrand), { ...options, ...TAKING });
  }

  /** Does what is due in one shard now. */
  async runShard(shardNumber: number, doErrand: DoErrand, options: ErrandsOptions): Promise<void> {
    const shard = this.#store.shards().find(({ number }) => number === shardNumber);
    if (shard !== undefined) await drainDue(shard, ERRANDS_DUE, this.#workBy(doErrand), { ...options, ...TAKING });
  }

  #workBy(doErrand: DoErrand): DueWork {
    return (claim, shard, signal) => this.#work(doErrand, claim, shard, signal);
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
