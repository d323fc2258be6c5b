import { cutPage, isDomainError, type Page, type PageOf } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type OutboxEvent, type Store } from '@bodybroker/storage';
import { documentKey, type LoreDocument } from '../domain/document.js';

/** That a player was told of a document. */
export interface Revelation {
  readonly playerId: string;
  readonly collection: string;
  readonly documentId: string;
  readonly title: string;
  /** How it became known. */
  readonly source: string;
  /** Unix ms. */
  readonly revealedMs: number;
}

export interface KnownDocumentsOptions {
  random(): number;
  /** What to publish of a revelation. */
  eventOf(revelation: Revelation, document: LoreDocument): OutboxEvent;
}

const PAGE = 500;

const indexOf = (playerId: string): string => `known:${playerId}`;
const refOf = (playerId: string, key: string) => ({ id: `${playerId}/${key}`, owner: playerId });

/** The documents each player was told of. */
export class KnownDocuments {
  readonly #store: Store;
  readonly #options: KnownDocumentsOptions;
  readonly #entities: EntityRepository<Revelation>;

  constructor(store: Store, options: KnownDocumentsOptions) {
    this.#store = store;
    this.#options = options;
    this.#entities = new EntityRepository(store, 'known', {
      ...jsonCodec<Revelation>(),
      random: () => options.random(),
    });
  }

  /** Tells a player of a document, once: later it is as it was the first time. */
  async reveal(
    playerId: string,
    document: LoreDocument,
    { source, nowMs }: { readonly source: string; readonly nowMs: number },
  ): Promise<{ readonly revelation: Revelation; readonly isNew: boolean }> {
    const key = documentKey(document);
    const ref = refOf(playerId, key);
    const earlier = await this.#entities.get(ref);
    if (earlier !== undefined) return { revelation: earlier.value, isNew: false };
    const revelation: Revelation = {
      playerId,
      collection: document.collection,
      documentId: document.id,
      title: document.title,
      source,
      revealedMs: nowMs,
    };
    try {
      await this.#entities.create(ref, () => ({
        value: revelation,
        indexes: [{ op: 'set', index: indexOf(playerId), member: key, score: 0 }],
        events: [this.#options.eventOf(revelation, document)],
      }));
      return { revelation, isNew: true };
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'ALREADY_EXISTS') throw error;
      return { revelation: (await this.#entities.require(ref)).value, isNew: false };
    }
  }

  /** The keys of all documents a player was told of. */
  async keysOf(playerId: string): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    let after: string | undefined;
    do {
      const page: readonly string[] = await this.#page(playerId, PAGE, after);
      for (const key of page) keys.add(key);
      after = page.length === PAGE ? page.at(-1) : undefined;
    } while (after !== undefined);
    return keys;
  }

  /** One page, by collection and id. */
  async list(playerId: string, page: Page): Promise<PageOf<Revelation>> {
    const keys = await this.#page(playerId, page.size + 1, page.after);
    const { rows, nextPageToken } = cutPage(keys, page, (key) => key);
    const entities = await this.#entities.getMany(rows.map((key) => refOf(playerId, key)));
    return { rows: entities.map(({ value }) => value), nextPageToken };
  }

  #page(playerId: string, limit: number, after: string | undefined): Promise<readonly string[]> {
    const start = after === undefined ? {} : { after };
    return this.#store.shard(playerId).rangeByName(indexOf(playerId), { limit, ...start });
  }
}
