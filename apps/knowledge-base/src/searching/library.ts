import { notFound } from '@bodybroker/domain';
import { canSee, type Viewer } from '../domain/viewer.js';
import type { StoredCollection } from '../storage/collections.js';
import { LoreIndex } from './lore-index.js';

/** What one viewer may know of the size of a collection. */
export interface CollectionSize {
  readonly documents: number;
  readonly chunks: number;
  /** Different words. */
  readonly terms: number;
}

/** The indexes of all collections in this process. */
export class Library {
  readonly #indexes = new Map<string, LoreIndex>();
  readonly #stem: (word: string) => string;

  constructor(stem: (word: string) => string) {
    this.#stem = stem;
  }

  /** An empty index of a collection, to be filled and then put in its place. */
  newIndex({ version, value }: StoredCollection): LoreIndex {
    return new LoreIndex(value, version, this.#stem);
  }

  place(id: string, index: LoreIndex): void {
    this.#indexes.set(id, index);
  }

  remove(id: string): void {
    this.#indexes.delete(id);
  }

  has(id: string): boolean {
    return this.#indexes.has(id);
  }

  get ids(): readonly string[] {
    return [...this.#indexes.keys()].sort();
  }

  /** @throws DomainError NOT_FOUND COLLECTION_NOT_FOUND */
  index(id: string): LoreIndex {
    const index = this.#indexes.get(id);
    if (index === undefined) throw notFound('collection', id);
    return index;
  }

  /** The indexes of some collections, each once; of all when none is named. @throws DomainError COLLECTION_NOT_FOUND */
  indexes(ids: readonly string[]): readonly LoreIndex[] {
    return (ids.length === 0 ? this.ids : [...new Set(ids)]).map((id) => this.index(id));
  }

  /** How large a collection is for a viewer. */
  sizeFor(id: string, viewer: Viewer): CollectionSize {
    const index = this.index(id);
    const visible = [...index.documents.values()].filter((document) => canSee(viewer, document));
    const chunks = new Set(visible.flatMap((document) => document.chunks));
    let terms = 0;
    for (const [, postings] of index.table.entries()) {
      if ([...postings.keys()].some((chunk) => chunks.has(chunk))) terms += 1;
    }
    return { documents: visible.length, chunks: chunks.size, terms };
  }

  /** Whether an id names a document that the viewer may not see. Ids of other things are no secret. */
  isHidden(id: string, viewer: Viewer): boolean {
    const named = [...this.#indexes.values()].flatMap((index) => index.documents.get(id) ?? []);
    return named.length > 0 && !named.some((document) => canSee(viewer, document));
  }
}
