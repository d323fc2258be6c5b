import { isTelling } from '../domain/words.js';
import type { IndexedChunk, LoreIndex } from './lore-index.js';
import { wordGroups } from './word-groups.js';
import type { Postings } from './word-table.js';

/** A word and in how many documents that the viewer sees it stands. */
export interface SuggestedTerm {
  readonly term: string;
  readonly documents: number;
}

type IsVisible = (chunk: IndexedChunk) => boolean;

/** Words that begin so, from what the viewer sees, commonest first. */
export function suggestTerms(
  indexes: readonly LoreIndex[],
  prefix: string,
  limit: number,
  isVisible: IsVisible,
): readonly SuggestedTerm[] {
  const counts = new Map<string, number>();
  for (const index of indexes) {
    for (const [word, postings] of index.table.beginning(prefix)) {
      const documents = visibleDocuments(index, postings, isVisible);
      if (documents > 0 && isTelling(word)) counts.set(word, (counts.get(word) ?? 0) + documents);
    }
  }
  return [...counts]
    .map(([term, documents]) => ({ term, documents }))
    .sort((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1))
    .slice(0, limit);
}

/** The query with each word that stands nowhere replaced by the nearest one that does; none when there is nothing to replace. */
export function suggestQueries(
  indexes: readonly LoreIndex[],
  words: readonly string[],
  isVisible: IsVisible,
): readonly string[] {
  const replaced = words.map((word) => nearestWord(indexes, word, isVisible));
  if (replaced.every((word, at) => word === words[at])) return [];
  return [replaced.join(' ')];
}

/** The word itself when it or one of its family stands somewhere, or when nothing near it does. */
function nearestWord(indexes: readonly LoreIndex[], word: string, isVisible: IsVisible): string {
  let best = { word, weight: 0 };
  for (const index of indexes) {
    for (const { words, weight } of wordGroups(index.table, word, {})) {
      const seen = words.find((each) => visibleDocuments(index, index.table.postings(each), isVisible) > 0);
      if (seen === undefined) continue;
      if (weight === 1) return word;
      if (weight > best.weight) best = { word: seen, weight };
    }
  }
  return best.word;
}

function visibleDocuments(index: LoreIndex, postings: Postings | undefined, isVisible: IsVisible): number {
  const documents = new Set<string>();
  for (const number of postings?.keys() ?? []) {
    const chunk = index.chunks.get(number);
    if (chunk !== undefined && isVisible(chunk)) documents.add(chunk.document.id);
  }
  return documents.size;
}
