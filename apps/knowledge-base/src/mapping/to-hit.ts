import type { Hit } from '@bodybroker/contracts-knowledge-base';
import { snippetOf } from '../domain/snippet.js';
import type { RankedChunk } from '../searching/rank-words.js';
import { chunkIdOf } from '../searching/search-lore.js';

/** A document that was found, as the wire has it. */
export function toHit({ chunk, score, matched }: RankedChunk): Hit {
  const { document, text } = chunk;
  return {
    collection: document.collection,
    documentId: document.id,
    chunkId: chunkIdOf(chunk),
    title: document.title,
    snippet: snippetOf(text, matched),
    score,
    matchedTerms: [...matched].sort(),
    tags: [...document.tags],
    spoiler: document.spoiler,
    canon: document.canon,
  };
}
