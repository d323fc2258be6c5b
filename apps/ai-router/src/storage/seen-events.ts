import type { Store } from '@bodybroker/storage';

/** Longer than an event is delivered again. */
const WINDOW_MS = 600_000;

/** Which events have been counted. A statistic that misses one in a crash is none the worse; one that counts all twice is. */
export class SeenEvents {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async isFirst(id: string): Promise<boolean> {
    const { allowed } = await this.#store.shard(id).countWithin(`seen:${id}`, { limit: 1, windowMs: WINDOW_MS });
    return allowed;
  }
}
