import { notFound } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { Skies, Sky } from '../domain/sky.js';
import { UNHEARD, gmsNow, hear, type WorldClock } from '../domain/world-clock.js';

/** What this service has heard of a world. */
export interface WorldBook {
  readonly clock: WorldClock;
  readonly skies: Skies;
  /** The people of content/ that were settled here once, whether they are still there or not. */
  readonly settledIds: readonly string[];
}

const BLANK: WorldBook = { clock: UNHEARD, skies: {}, settledIds: [] };

export interface WorldsOptions {
  /** The worlds that have people. */
  readonly worlds: ReadonlySet<string>;
  readonly clock: { now(): number };
  random(): number;
}

/** The clock and the skies of each world, as their events told them. */
export class Worlds {
  readonly #books: EntityRepository<WorldBook>;
  readonly #options: WorldsOptions;

  constructor(store: Store, options: WorldsOptions) {
    this.#options = options;
    this.#books = new EntityRepository(store, 'world', { ...jsonCodec<WorldBook>(), random: () => options.random() });
  }

  get ids(): ReadonlySet<string> {
    return this.#options.worlds;
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND */
  async read(worldId: string): Promise<WorldBook> {
    if (!this.#options.worlds.has(worldId)) throw notFound('world', worldId);
    return (await this.#books.get(worldId))?.value ?? BLANK;
  }

  /** About what time it is in a world. */
  async gmsNow(worldId: string): Promise<number> {
    return gmsNow((await this.read(worldId)).clock, this.#options.clock.now());
  }

  /** Takes what the game clock told. */
  hear(
    worldId: string,
    told: { readonly gms: number; readonly atMs: number; readonly scale?: number },
  ): Promise<WorldBook> {
    return this.#change(worldId, (book) => ({ ...book, clock: hear(book.clock, told) }));
  }

  /** Everybody has lived until then. */
  lived(worldId: string, gms: number): Promise<WorldBook> {
    return this.#change(worldId, (book) => {
      const clock = hear(book.clock, { gms, atMs: this.#options.clock.now() });
      return { ...book, clock: { ...clock, livedGms: Math.max(clock.livedGms, gms) } };
    });
  }

  see(worldId: string, regionId: string, sky: Sky): Promise<WorldBook> {
    return this.#change(worldId, (book) => ({ ...book, skies: { ...book.skies, [regionId]: sky } }));
  }

  settled(worldId: string, npcIds: readonly string[]): Promise<WorldBook> {
    return this.#change(worldId, (book) => ({ ...book, settledIds: [...new Set([...book.settledIds, ...npcIds])] }));
  }

  async #change(worldId: string, change: (book: WorldBook) => WorldBook): Promise<WorldBook> {
    const { value } = await this.#books.upsert(worldId, (current) => ({ value: change(current?.value ?? BLANK) }));
    return value;
  }
}
