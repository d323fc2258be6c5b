import { splitSentences } from '@bodybroker/grammar';
import type { Fact } from './generation.js';
import { scoreByBm25 } from './rank-by-bm25.js';

/** How many facts one text may carry. */
export const MAX_CHOSEN_FACTS = 2;

export interface ChooseFactsOptions {
  /** What to give when no fact has a word of the query: none, or the one with the greatest weight. Default NONE. */
  readonly otherwise?: 'NONE' | 'WEIGHTIEST';
}

/**
 * The sentences of the facts that say most about the query (BM25 times weight), at most two, best first; of equals the
 * earlier one.
 */
export function chooseFacts(
  facts: readonly Fact[],
  query: string,
  options: ChooseFactsOptions = {},
): readonly string[] {
  const sentences = facts.flatMap((fact) =>
    splitSentences(fact.text).map((text) => ({ text, weight: fact.weight > 0 ? fact.weight : 1 })),
  );
  const scores = scoreByBm25(
    sentences.map((sentence) => sentence.text),
    query,
  );
  const ranked = sentences
    .map(({ text, weight }, index) => ({ text, weight, score: (scores[index] ?? 0) * weight, index }))
    .sort((left, right) => right.score - left.score || left.index - right.index);
  const chosen = ranked.filter((sentence) => sentence.score > 0).slice(0, MAX_CHOSEN_FACTS);
  if (chosen.length > 0 || options.otherwise !== 'WEIGHTIEST') return chosen.map((sentence) => sentence.text);
  const [first] = ranked.sort((left, right) => right.weight - left.weight || left.index - right.index);
  return first === undefined ? [] : [first.text];
}
