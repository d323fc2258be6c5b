import type { Clock } from '@bodybroker/domain';
import type { IndexChange } from './commit.js';
import type { IndexEntry, Shard, Store } from './store.js';

/** How many members are read at once. */
const PAGE = 500;

/**
 * A set whose members leave by themselves, such as revoked sessions until their tokens expire. Members of one owner are in one
 * shard. `adding` goes into the commit that causes it; membership is decided by the clock, so an expired member is out at once,
 * and its entry is removed by the next addition.
 */
export class ExpiringSet {
  readonly #store: Store;
  readonly #index: string;
  readonly #clock: Clock;

  constructor(store: Store, index: string, clock: Clock) {
    this.#store = store;
    this.#index = index;
    this.#clock = clock;
  }

  /** The index changes that put a member in until `untilMs` (Unix ms) and clear out what has expired. */
  adding(member: string, untilMs: number): readonly IndexChange[] {
    return [
      { op: 'trim', index: this.#index, max: this.#clock.now() },
      { op: 'set', index: this.#index, member, score: untilMs },
    ];
  }

  async add(owner: string, member: string, untilMs: number): Promise<void> {
    await this.#store.shard(owner).commit({ indexes: this.adding(member, untilMs) });
  }

  async has(owner: string, member: string): Promise<boolean> {
    const untilMs = await this.#store.shard(owner).score(this.#index, member);
    return untilMs !== undefined && untilMs > this.#clock.now();
  }

  /** All members of all owners with the ends of their stay, for a cache that is filled at start. */
  async *members(): AsyncGenerator<IndexEntry> {
    for (const shard of this.#store.shards()) yield* this.#membersOf(shard);
  }

  async *#membersOf(shard: Shard): AsyncGenerator<IndexEntry> {
    let after: IndexEntry | undefined;
    do {
      const page: readonly IndexEntry[] = await shard.range(this.#index, {
        min: this.#clock.now() + 1,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      yield* page;
      after = page.length === PAGE ? page.at(-1) : undefined;
    } while (after !== undefined);
  }
}
