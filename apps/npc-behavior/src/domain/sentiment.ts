/** How kind or hateful words are, such as AFINN-165: -5 to 5 by word. */
export type WordValues = Readonly<Record<string, number>>;

const NEGATIONS = new Set([
  'not',
  "don't",
  "doesn't",
  "didn't",
  "isn't",
  "aren't",
  "wasn't",
  "won't",
  "can't",
  'never',
  'no',
  'hardly',
]);
/** How many words before it can turn a word round. */
const REACH = 3;
/** Damps the sum: one strong word is much, ten are not ten times as much (VADER's normalisation). */
const DAMPING = 15;

/** The feeling in a line, -1 (hateful) to 1 (kind); 0 when no word of it has any. Only the first 200 words count. */
export function sentimentOf(line: string, values: WordValues): number {
  const words =
    line
      .toLowerCase()
      .replace(/[‘’]/g, "'")
      .match(/[a-z']+/g)
      ?.slice(0, 200) ?? [];
  let sum = 0;
  for (const [index, word] of words.entries()) {
    const value = Object.hasOwn(values, word) ? (values[word] ?? 0) : 0;
    const isTurned = words.slice(Math.max(0, index - REACH), index).some((before) => NEGATIONS.has(before));
    sum += isTurned ? -0.75 * value : value;
  }
  return sum === 0 ? 0 : sum / Math.sqrt(sum * sum + DAMPING);
}
