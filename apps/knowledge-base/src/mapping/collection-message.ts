import type { Collection } from '@bodybroker/contracts-knowledge-base';
import type { CollectionSize } from '../searching/library.js';
import type { StoredCollection } from '../storage/collections.js';

/** A collection as the wire has it, with what its reader may know of its size. */
export function toCollectionMessage(
  { id, version, value: { fields, language, synonyms } }: StoredCollection,
  size: CollectionSize,
  indexVersion: bigint,
): Collection {
  return {
    id,
    fields: fields.map((field) => ({ ...field })),
    language,
    synonyms: Object.fromEntries(Object.entries(synonyms).map(([word, others]) => [word, others.join(',')])),
    version,
    ...size,
    indexVersion,
  };
}
