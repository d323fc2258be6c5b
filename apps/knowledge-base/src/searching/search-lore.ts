import { fuseRanks } from '../domain/fuse-ranks.js';
import { cosine } from '../domain/vector.js';
import { canSee, type Viewer } from '../domain/viewer.js';
import { queryWords } from '../domain/words.js';
import type { ChunkVectors } from './chunk-vectors.js';
import type { IndexedChunk, IndexedDocument, LoreIndex } from './lore-index.js';
import { rankWords, type RankedChunk } from './rank-words.js';

export const SEARCH_MODES = ['LEXICAL', 'VECTOR', 'HYBRID'] as const;
export type SearchModeName = (typeof SEARCH_MODES)[number];

/** Which documents are looked at. */
export interface LoreFilter {
  readonly tags: readonly string[];
  readonly entities: readonly string[];
  readonly maxSpoiler: number;
}

export const NO_FILTER: LoreFilter = { tags: [], entities: [], maxSpoiler: 3 };

export interface LoreQuestion {
  readonly query: string;
  readonly indexes: readonly LoreIndex[];
  readonly viewer: Viewer;
  readonly filter: LoreFilter;
  readonly mode: SearchModeName;
}

/** Less likeness than this is none. */
const LEAST_LIKENESS = 0.12;

/** Whether a viewer sees a chunk and the filter lets it through. Asks once for each document. */
export function visibleChunks(viewer: Viewer, filter: LoreFilter): (chunk: IndexedChunk) => boolean {
  const seen = new Map<IndexedDocument, boolean>();
  return ({ document }) => {
    const known = seen.get(document);
    if (known !== undefined) return known;
    const isVisible = passes(document, filter) && canSee(viewer, document);
    seen.set(document, isVisible);
    return isVisible;
  };
}

function passes(document: IndexedDocument, { tags, entities, maxSpoiler }: LoreFilter): boolean {
  return (
    document.spoiler <= maxSpoiler &&
    tags.every((tag) => document.tags.includes(tag)) &&
    entities.every((entity) => document.entities.includes(entity))
  );
}

/** The chunks that fit a question, best first; equal ones in the order of their ids. */
export async function searchLore(
  { query, indexes, viewer, filter, mode }: LoreQuestion,
  vectors: ChunkVectors,
  signal: AbortSignal,
): Promise<readonly RankedChunk[]> {
  const isVisible = visibleChunks(viewer, filter);
  const words = queryWords(query);
  const byWords = mode === 'VECTOR' ? [] : sorted(indexes.flatMap((index) => rankWords(index, words, isVisible)));
  if (mode === 'LEXICAL') return byWords;
  const visible = indexes.flatMap((index) => [...index.chunks.values()].filter(isVisible));
  const { query: asked, of } = await vectors.vectorsOf(query, visible, signal);
  const byLikeness = sorted(
    visible.flatMap((chunk) => {
      const vector = of(chunk);
      const score = vector === undefined ? 0 : cosine(asked, vector);
      return score < LEAST_LIKENESS ? [] : [{ chunk, score, matched: matchedBy(words, chunk, indexes) }];
    }),
  );
  if (mode === 'VECTOR') return byLikeness;
  const matched = new Map([...byLikeness, ...byWords].map((ranked) => [ranked.chunk, ranked.matched]));
  const fused = fuseRanks([byWords, byLikeness].map((ranking) => ranking.map(({ chunk }) => chunk)));
  return sorted([...fused].map(([chunk, score]) => ({ chunk, score, matched: matched.get(chunk) ?? NOTHING })));
}

/** The best chunk of each document, in the order of the chunks. */
export function bestOfEach(ranked: readonly RankedChunk[]): readonly RankedChunk[] {
  const best = new Map<IndexedDocument, RankedChunk>();
  for (const each of ranked) if (!best.has(each.chunk.document)) best.set(each.chunk.document, each);
  return [...best.values()];
}

const NOTHING: ReadonlySet<string> = new Set();

function matchedBy(words: readonly string[], chunk: IndexedChunk, indexes: readonly LoreIndex[]): ReadonlySet<string> {
  const home = indexes.find(({ chunks }) => chunks.get(chunk.number) === chunk);
  return new Set(words.filter((word) => home?.table.postings(word)?.has(chunk.number) === true));
}

function sorted(ranked: readonly RankedChunk[]): readonly RankedChunk[] {
  return ranked.toSorted((a, b) => b.score - a.score || (orderKey(a.chunk) < orderKey(b.chunk) ? -1 : 1));
}

/** Names a chunk in its collection. */
export function chunkIdOf({ document, part }: IndexedChunk): string {
  return `${document.id}#${part}`;
}

function orderKey(chunk: IndexedChunk): string {
  return `${chunk.document.collection}/${chunkIdOf(chunk)}`;
}
