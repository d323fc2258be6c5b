import { notFound, versionConflict } from '@bodybroker/domain';
import {
  ExpectationFailed,
  jsonCodec,
  retryConflicts,
  type Entity,
  type OutboxEvent,
  type Put,
  type Store,
} from '@bodybroker/storage';
import { MAX_DOCUMENTS, tooMany } from '../domain/collection.js';
import { documentKey, type LoreDocument } from '../domain/document.js';
import { logged } from './change-log.js';
import type { Collections } from './collections.js';
import { loreShard } from './lore-shard.js';

export type StoredDocument = Entity<LoreDocument>;

/** What happened to a document. */
export interface DocumentWrite {
  readonly collection: string;
  readonly id: string;
  readonly version: bigint;
  readonly isDeleted: boolean;
}

export interface DocumentsOptions {
  readonly collections: Collections;
  /** Draws in [0, 1) for the jitter between retries. */
  readonly random: () => number;
  /** The events of a write. */
  eventOf(write: DocumentWrite): OutboxEvent;
}

const KIND = 'document';
const ALL = 'documents';
const BATCH = 100;

const codec = jsonCodec<LoreDocument>();
const indexOf = (collection: string): string => `documents:${collection}`;

/** The documents. Those of a batch, their changes and their events are written in one step. */
export class Documents {
  readonly #store: Store;
  readonly #options: DocumentsOptions;

  constructor(store: Store, options: DocumentsOptions) {
    this.#store = store;
    this.#options = options;
  }

  async get(collection: string, id: string): Promise<StoredDocument | undefined> {
    const [found] = await this.getMany(collection, [id]);
    return found;
  }

  /** Those that are there, in the order of the ids. */
  async getMany(collection: string, ids: readonly string[]): Promise<readonly StoredDocument[]> {
    const keys = ids.map((id) => documentKey({ collection, id }));
    const stored = await loreShard(this.#store).getMany(KIND, keys);
    return stored.flatMap((entry, at) => {
      const id = ids[at];
      if (entry === undefined || id === undefined) return [];
      const { version, updatedMs, bytes } = entry;
      return [{ id, version, updatedMs, value: codec.decode(bytes) }];
    });
  }

  /** All of a collection, by id, some hundred at a time. */
  async *all(collection: string): AsyncGenerator<StoredDocument> {
    for await (const ids of this.#pages(collection)) yield* await this.getMany(collection, ids);
  }

  /**
   * Writes documents of one collection, all or none.
   * @throws DomainError NOT_FOUND COLLECTION_NOT_FOUND; RESOURCE_EXHAUSTED TOO_MANY_DOCUMENTS; VERSION_CONFLICT
   */
  async write(
    collection: string,
    documents: readonly LoreDocument[],
    expectedVersion?: bigint,
  ): Promise<readonly StoredDocument[]> {
    return retryConflicts(() => this.#writeNow(collection, documents, expectedVersion), this.#options);
  }

  /** @throws DomainError NOT_FOUND DOCUMENT_NOT_FOUND; VERSION_CONFLICT. Answers the version it had. */
  delete(collection: string, id: string, expectedVersion?: bigint): Promise<bigint> {
    return retryConflicts(async () => {
      const stored = await this.get(collection, id);
      if (stored === undefined) throw notFound('document', id);
      if (expectedVersion !== undefined && stored.version !== expectedVersion) {
        throw new ExpectationFailed(versionConflict(`document ${id}`, stored.version));
      }
      await this.#deleteNow(collection, [stored]);
      return stored.version;
    }, this.#options);
  }

  /** Deletes all documents of a collection that is no more. */
  async purge(collection: string): Promise<void> {
    for await (const ids of this.#pages(collection)) {
      await retryConflicts(async () => this.#deleteNow(collection, await this.getMany(collection, ids)), this.#options);
    }
  }

  async #writeNow(
    collection: string,
    documents: readonly LoreDocument[],
    expectedVersion: bigint | undefined,
  ): Promise<readonly StoredDocument[]> {
    const shard = loreShard(this.#store);
    const { version: collectionVersion } = await this.#options.collections.require(collection);
    const peeked = await Promise.all(documents.map((document) => shard.peek(KIND, documentKey(document))));
    const added = peeked.filter(({ stored }) => stored === undefined).length;
    if (added > 0 && (await shard.count(ALL)) + added > MAX_DOCUMENTS) throw tooMany('documents', MAX_DOCUMENTS);
    const puts = documents.map((document, at): Put => {
      const version = peeked[at]?.stored?.version ?? 0n;
      if (expectedVersion !== undefined && expectedVersion !== version) {
        throw new ExpectationFailed(versionConflict(`document ${document.id}`, version));
      }
      const newVersion = peeked[at]?.nextVersion ?? 1n;
      const bytes = codec.encode(document);
      return { kind: KIND, id: documentKey(document), bytes, expectedVersion: version, newVersion };
    });
    const result = await shard.commit({
      puts,
      // A document is not written into a collection that is deleted meanwhile.
      checks: [{ kind: 'collection', id: collection, expectedVersion: collectionVersion }],
      indexes: documents.flatMap((document) => [
        { op: 'set', index: indexOf(collection), member: document.id, score: 0 },
        { op: 'set', index: ALL, member: documentKey(document), score: 0 },
      ]),
      logs: logged(...documents.map(({ id }) => ({ kind: 'document' as const, collection, id }))),
      events: documents.map(({ id }, at) =>
        this.#options.eventOf({ collection, id, version: puts[at]?.newVersion ?? 1n, isDeleted: false }),
      ),
    });
    const updatedMs = result.status === 'committed' ? result.updatedMs : 0;
    return documents.map((value, at) => ({ id: value.id, version: puts[at]?.newVersion ?? 1n, value, updatedMs }));
  }

  async #deleteNow(collection: string, stored: readonly StoredDocument[]): Promise<void> {
    if (stored.length === 0) return;
    await loreShard(this.#store).commit({
      deletes: stored.map(({ value, version }) => ({ kind: KIND, id: documentKey(value), expectedVersion: version })),
      indexes: stored.flatMap(({ value }) => [
        { op: 'remove', index: indexOf(collection), member: value.id },
        { op: 'remove', index: ALL, member: documentKey(value) },
      ]),
      logs: logged(...stored.map(({ id }) => ({ kind: 'document' as const, collection, id }))),
      events: stored.map(({ id, version }) => this.#options.eventOf({ collection, id, version, isDeleted: true })),
    });
  }

  async *#pages(collection: string): AsyncGenerator<readonly string[]> {
    let after: string | undefined;
    do {
      const page: readonly string[] = await loreShard(this.#store).rangeByName(indexOf(collection), {
        limit: BATCH,
        ...(after === undefined ? {} : { after }),
      });
      yield page;
      after = page.length === BATCH ? page.at(-1) : undefined;
    } while (after !== undefined);
  }
}
