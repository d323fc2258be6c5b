import type { Clock } from '@bodybroker/domain';
import type { ChunkVectors } from './searching/chunk-vectors.js';
import type { Library } from './searching/library.js';
import type { Sight } from './searching/sight.js';
import type { Collections } from './storage/collections.js';
import type { Documents } from './storage/documents.js';
import type { KnownDocuments } from './storage/known-documents.js';
import type { Relations } from './storage/relations.js';
import type { LibraryKeeper } from './workers/library-keeper.js';

/** What the handlers and subscribers of this service are built from. */
export interface Deps {
  readonly collections: Collections;
  readonly documents: Documents;
  readonly known: KnownDocuments;
  readonly relations: Relations;
  readonly library: Library;
  readonly keeper: LibraryKeeper;
  readonly sight: Sight;
  readonly vectors: ChunkVectors;
  readonly clock: Clock;
}
