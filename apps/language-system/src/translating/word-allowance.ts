import type { Store } from '@bodybroker/storage';

/** Words a player may have drawn in an hour: a lexicon is for all, and has an end. */
const WORDS_AN_HOUR = 200;
const HOUR_MS = 3_600_000;

/** How many new words one may have drawn. Services and admins: all. */
export class WordAllowance {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** How many of the wanted words may be drawn; they count from then on. @param caller such as `player:p1` */
  async take(caller: string, wanted: number): Promise<number> {
    if (!caller.startsWith('player:')) return wanted;
    const shard = this.#store.shard(caller);
    const window = { limit: WORDS_AN_HOUR, windowMs: HOUR_MS };
    const { count } = await shard.countWithin(`words:${caller}`, { ...window, by: 0 });
    const taken = Math.min(wanted, Math.max(0, WORDS_AN_HOUR - count));
    const { allowed } = await shard.countWithin(`words:${caller}`, { ...window, by: taken });
    return allowed ? taken : 0;
  }
}
