import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import type { Memory } from '../domain/memory.js';

/** Words that say nothing about what is asked. */
const IDLE = new Set(
  'a an the and or but of to in on at for with by from as is are was were be been i you he she it we they me him her us them my your his its our their this that do did does have has had what who where when why how about tell said know'.split(
    ' ',
  ),
);

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/'s\b/g, '')
    .match(/[\p{L}\p{N}-]+/gu) ?? [];

/** How well each memory fits a question (BM25 over word stems); those that do not fit are left out. */
export function rankRelevance(memories: readonly Memory[], query: string): ReadonlyMap<string, number> {
  if (query.trim() === '') return new Map();
  const index = new MiniSearch<{ readonly id: string; readonly text: string }>({
    fields: ['text'],
    tokenize: wordsOf,
    processTerm: (term) => (IDLE.has(term) ? null : stemmer(term)),
  });
  index.addAll(
    memories.map(({ memoryId, text, subjectIds }) => ({ id: memoryId, text: `${text} ${subjectIds.join(' ')}` })),
  );
  const found = index.search(query);
  return new Map(found.map(({ id, score }) => [String(id), score]));
}
