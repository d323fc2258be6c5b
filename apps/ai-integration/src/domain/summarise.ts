import { countWords, splitSentences } from '@bodybroker/grammar';
import { scoreByBm25 } from './rank-by-bm25.js';
import { termsOf } from './text-terms.js';

/** Beyond so many sentences the middle ones are not looked at, so that the cost stays bounded. */
const MAX_SENTENCES = 1000;
const TOPIC_TERMS = 12;

/**
 * An extract: the sentences that carry the text's most frequent words, the first ones favoured, in the text's order, in
 * at most `maxWords` words. When not even one sentence fits, the leading words of the best. Empty for an empty text.
 */
export function summarise(text: string, maxWords: number): string {
  const sentences = [...new Set(bounded(text.split(/\n+/).flatMap(splitSentences)))];
  const scores = scoreByBm25(sentences, frequentTerms(text));
  const scored = sentences.map((sentence, index) => ({
    sentence,
    index,
    score: (scores[index] ?? 0) * (1 + 1 / (1 + index)),
  }));
  const telling = scored.filter(({ score }) => score > 0);
  // Asides that fit into what room is left say less than nothing, unless there is nothing else.
  const ranked = (telling.length > 0 ? telling : scored).sort(
    (left, right) => right.score - left.score || left.index - right.index,
  );
  const chosen: typeof ranked = [];
  let words = 0;
  for (const candidate of ranked) {
    const length = countWords(candidate.sentence);
    if (words + length > maxWords) continue;
    chosen.push(candidate);
    words += length;
  }
  if (chosen.length === 0) return (ranked[0]?.sentence ?? '').split(/\s+/).slice(0, maxWords).join(' ');
  return chosen
    .sort((left, right) => left.index - right.index)
    .map(({ sentence }) => sentence)
    .join(' ');
}

function frequentTerms(text: string): string {
  const counts = new Map<string, number>();
  for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  // What is said once is hardly what the text is about.
  const repeated = [...counts].filter(([, count]) => count > 1);
  return (repeated.length > 0 ? repeated : [...counts])
    .sort(([left, a], [right, b]) => b - a || (left < right ? -1 : 1))
    .slice(0, TOPIC_TERMS)
    .map(([term]) => term)
    .join(' ');
}

function bounded(sentences: string[]): string[] {
  if (sentences.length <= MAX_SENTENCES) return sentences;
  return [...sentences.slice(0, MAX_SENTENCES / 2), ...sentences.slice(-MAX_SENTENCES / 2)];
}
