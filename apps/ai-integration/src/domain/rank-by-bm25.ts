import { termsOf } from './text-terms.js';

/** Okapi BM25's usual constants (Robertson & Zaragoza 2009): term saturation and length normalisation. */
const K1 = 1.2;
const B = 0.75;

/** Each document's BM25 score for the query, in the order given; 0 where no term of the query occurs. */
export function scoreByBm25(documents: readonly string[], query: string): number[] {
  const queryTerms = new Set(termsOf(query));
  const counts = documents.map((document) => {
    const count = new Map<string, number>();
    for (const term of termsOf(document)) count.set(term, (count.get(term) ?? 0) + 1);
    return count;
  });
  const lengths = counts.map((count) => [...count.values()].reduce((sum, times) => sum + times, 0));
  const meanLength = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length));
  const rarity = new Map<string, number>();
  for (const term of queryTerms) {
    const having = counts.filter((count) => count.has(term)).length;
    rarity.set(term, Math.log(1 + (documents.length - having + 0.5) / (having + 0.5)));
  }
  return counts.map((count, index) => {
    const norm = K1 * (1 - B + (B * (lengths[index] ?? 0)) / meanLength);
    let score = 0;
    for (const [term, weight] of rarity) {
      const times = count.get(term) ?? 0;
      score += (weight * times * (K1 + 1)) / (times + norm);
    }
    return score;
  });
}
