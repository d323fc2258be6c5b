/** How often letters follow each other in the words of a language. */
export class BigramModel {
  readonly #pairs = new Map<string, number>();
  readonly #firsts = new Map<string, number>();
  readonly #letters = new Set<string>();

  constructor(words: Iterable<string>) {
    for (const word of words) {
      for (const [first, second] of pairsOf(word)) {
        this.#letters.add(second);
        this.#pairs.set(first + second, (this.#pairs.get(first + second) ?? 0) + 1);
        this.#firsts.set(first, (this.#firsts.get(first) ?? 0) + 1);
      }
    }
  }

  /** The mean log likelihood of the letters of some words, each after the one before. */
  likelihood(words: readonly string[]): number {
    const pairs = words.flatMap(pairsOf);
    const sum = pairs.reduce((total, [first, second]) => {
      // Additive smoothing: what was never seen is unlikely, not impossible.
      const seen = (this.#pairs.get(first + second) ?? 0) + SMOOTHING;
      const all = (this.#firsts.get(first) ?? 0) + SMOOTHING * (this.#letters.size + 1);
      return total + Math.log(seen / all);
    }, 0);
    return pairs.length === 0 ? -Infinity : sum / pairs.length;
  }
}

const SMOOTHING = 0.1;
const BORDER = '_';

function pairsOf(word: string): readonly (readonly [string, string])[] {
  const letters = [BORDER, ...word, BORDER];
  return letters.slice(1).map((letter, at) => [letters[at] ?? BORDER, letter] as const);
}
