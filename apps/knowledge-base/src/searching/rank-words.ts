import { presence, rarity } from '../domain/bm25.js';
import type { IndexedChunk, LoreIndex } from './lore-index.js';
import { wordGroups, type WordGroup } from './word-groups.js';
import { timesIn } from './word-table.js';

/** A chunk that was found, and how well it fits. */
export interface RankedChunk {
  readonly chunk: IndexedChunk;
  readonly score: number;
  /** Words of the chunk that matched. */
  readonly matched: ReadonlySet<string>;
}

/**
 * The chunks that have words of a query, in no order. Scores are BM25+ over what everybody sees, summed over the words of the
 * query and scaled by how many of them were found: what is hidden from the viewer has no part in them.
 */
export function rankWords(
  index: LoreIndex,
  words: readonly string[],
  isVisible: (chunk: IndexedChunk) => boolean,
): readonly RankedChunk[] {
  const found = new Map<IndexedChunk, { score: number; queryWords: number; matched: Set<string> }>();
  for (const word of words) {
    const ofWord = new Map<IndexedChunk, number>();
    for (const group of wordGroups(index.table, word, index.settings.synonyms)) {
      for (const [chunk, score, matched] of scoreGroup(index, group, isVisible)) {
        ofWord.set(chunk, (ofWord.get(chunk) ?? 0) + score);
        const entry = found.get(chunk) ?? { score: 0, queryWords: 0, matched: new Set() };
        for (const each of matched) entry.matched.add(each);
        found.set(chunk, entry);
      }
    }
    for (const [chunk, score] of ofWord) {
      const entry = found.get(chunk);
      if (entry === undefined) continue;
      entry.score += score;
      entry.queryWords += 1;
    }
  }
  return [...found].map(([chunk, { score, queryWords, matched }]) => ({
    chunk,
    score: (score * queryWords) / words.length,
    matched,
  }));
}

type GroupScore = readonly [chunk: IndexedChunk, score: number, matched: readonly string[]];

function scoreGroup(
  index: LoreIndex,
  { words, weight }: WordGroup,
  isVisible: (chunk: IndexedChunk) => boolean,
): readonly GroupScore[] {
  const standing = new Map<IndexedChunk, { readonly word: string; readonly packed: number }[]>();
  for (const word of words) {
    for (const [number, packed] of index.table.postings(word) ?? []) {
      const chunk = index.chunks.get(number);
      if (chunk === undefined) continue;
      const list = standing.get(chunk);
      if (list === undefined) standing.set(chunk, [{ word, packed }]);
      else list.push({ word, packed });
    }
  }
  const { chunks, averageLengths } = index.statistics;
  const common = [...standing.keys()].filter(({ document }) => document.isForAll).length;
  const rare = rarity(chunks, common);
  return [...standing].flatMap(([chunk, list]): readonly GroupScore[] => {
    if (!isVisible(chunk)) return [];
    const score = index.settings.fields.reduce((sum, { boost }, field) => {
      const times = list.reduce((count, { packed }) => count + timesIn(packed, field), 0);
      if (times === 0) return sum;
      return sum + boost * presence(times, chunk.lengths[field] ?? 0, averageLengths[field] ?? 0);
    }, 0);
    return [[chunk, weight * rare * score, list.map(({ word }) => word)]];
  });
}
