import { pageOf, type Page, type PageOf } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Entity, type Store } from '@bodybroker/storage';
import { MAX_COLLECTIONS, tooMany, type CollectionSettings } from '../domain/collection.js';
import { logged } from './change-log.js';
import { LORE_OWNER, loreShard } from './lore-shard.js';

export type StoredCollection = Entity<CollectionSettings>;

const INDEX = 'collections';

const refOf = (id: string) => ({ id, owner: LORE_OWNER });

/** The collections and how they are searched. */
export class Collections {
  readonly #store: Store;
  readonly #entities: EntityRepository<CollectionSettings>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#entities = new EntityRepository(store, 'collection', { ...jsonCodec<CollectionSettings>(), random });
  }

  get(id: string): Promise<StoredCollection | undefined> {
    return this.#entities.get(refOf(id));
  }

  /** @throws DomainError NOT_FOUND COLLECTION_NOT_FOUND */
  require(id: string): Promise<StoredCollection> {
    return this.#entities.require(refOf(id));
  }

  /** Ids, by id. */
  ids(): Promise<readonly string[]> {
    return loreShard(this.#store).rangeByName(INDEX, { limit: MAX_COLLECTIONS + 1 });
  }

  /** One page, by id. */
  async list(page: Page): Promise<PageOf<StoredCollection>> {
    const { rows, nextPageToken } = pageOf(await this.ids(), page, (id) => id);
    return { rows: [...(await this.#entities.getMany(rows.map(refOf)))], nextPageToken };
  }

  /** @throws DomainError ALREADY_EXISTS COLLECTION_ALREADY_EXISTS; RESOURCE_EXHAUSTED TOO_MANY_COLLECTIONS */
  create(id: string, settings: CollectionSettings): Promise<StoredCollection> {
    return this.#entities.create(refOf(id), async () => {
      if ((await loreShard(this.#store).count(INDEX)) >= MAX_COLLECTIONS) throw tooMany('collections', MAX_COLLECTIONS);
      return {
        value: settings,
        indexes: [{ op: 'set', index: INDEX, member: id, score: 0 }],
        logs: logged({ kind: 'collection', id }),
      };
    });
  }

  /** @throws DomainError NOT_FOUND COLLECTION_NOT_FOUND; VERSION_CONFLICT */
  update(
    id: string,
    change: (settings: CollectionSettings) => CollectionSettings,
    expectedVersion: bigint | undefined,
  ): Promise<StoredCollection> {
    return this.#entities.update(
      refOf(id),
      ({ value }) => ({ value: change(value), logs: logged({ kind: 'collection', id }) }),
      expectedVersion === undefined ? {} : { expectedVersion },
    );
  }

  /** Deletes the collection itself; its documents are purged by who calls. @throws as {@link update} */
  delete(id: string, expectedVersion: bigint | undefined): Promise<StoredCollection> {
    return this.#entities.delete(
      refOf(id),
      () => ({
        indexes: [{ op: 'remove', index: INDEX, member: id }],
        logs: logged({ kind: 'collection', id }),
      }),
      expectedVersion === undefined ? {} : { expectedVersion },
    );
  }

  /** Has every replica index a collection anew. @throws DomainError COLLECTION_NOT_FOUND */
  async reindex(id: string): Promise<void> {
    await this.require(id);
    await loreShard(this.#store).commit({ logs: logged({ kind: 'collection', id }) });
  }
}
