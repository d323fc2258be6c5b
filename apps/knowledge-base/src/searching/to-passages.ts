import type { Passage } from '../domain/pick-facts.js';
import type { RankedChunk } from './rank-words.js';

/** Passages that are far less to the point than the best are not: they would only pad an answer. */
const LEAST_SHARE = 0.25;

/** What was found as passages to take facts from, best first: hearsay counts down to half. Pieces of a sentence are none. */
export function toPassages(ranked: readonly RankedChunk[]): readonly Passage[] {
  const passages = ranked
    .filter(({ chunk }) => !chunk.isFragment)
    .map(({ chunk: { document, text }, score, matched }) => ({
      collection: document.collection,
      documentId: document.id,
      title: document.title,
      text,
      score: score * (0.5 + document.canon / 2),
      matched,
    }))
    .sort((a, b) => b.score - a.score);
  const best = passages[0]?.score ?? 0;
  return passages.filter(({ score }) => score >= best * LEAST_SHARE);
}
