import SearchableMap from 'minisearch/SearchableMap';

/** Fields a chunk has at most, and how often a word is counted in one: six bits each in one small integer. */
const FIELD_BITS = 6;
const MOST_TIMES = 2 ** FIELD_BITS - 1;

/** In which chunks a word stands, and how often in each field (packed). */
export type Postings = Map<number, number>;

/**
 * All words of a collection with the chunks they stand in, in the radix tree of MiniSearch: by prefix and by edit distance as
 * well. Exact at every moment: a chunk that is removed leaves nothing behind.
 */
export class WordTable {
  readonly #words = new SearchableMap<Postings>();
  readonly #byStem = new Map<string, Set<string>>();
  readonly #stem: (word: string) => string;

  constructor(stem: (word: string) => string) {
    this.#stem = stem;
  }

  get size(): number {
    return this.#words.size;
  }

  add(chunk: number, field: number, words: readonly string[]): void {
    for (const word of words) {
      let postings = this.#words.get(word);
      if (postings === undefined) {
        postings = new Map();
        this.#words.set(word, postings);
        const stem = this.#stem(word);
        const family = this.#byStem.get(stem);
        if (family === undefined) this.#byStem.set(stem, new Set([word]));
        else family.add(word);
      }
      const packed = postings.get(chunk) ?? 0;
      if (timesIn(packed, field) < MOST_TIMES) postings.set(chunk, packed + 2 ** (FIELD_BITS * field));
    }
  }

  remove(chunk: number, words: Iterable<string>): void {
    for (const word of words) {
      const postings = this.#words.get(word);
      if (postings === undefined || !postings.delete(chunk) || postings.size > 0) continue;
      this.#words.delete(word);
      const stem = this.#stem(word);
      const family = this.#byStem.get(stem);
      family?.delete(word);
      if (family?.size === 0) this.#byStem.delete(stem);
    }
  }

  /** All words here, with where they stand. */
  entries(): Iterable<readonly [string, Postings]> {
    return this.#words.entries();
  }

  postings(word: string): Postings | undefined {
    return this.#words.get(word);
  }

  /** The words here of the same stem as a word, whether it is here or not. */
  family(word: string): ReadonlySet<string> {
    return this.#byStem.get(this.#stem(word)) ?? NO_WORDS;
  }

  /** The words here that begin so. */
  beginning(prefix: string): Iterable<readonly [string, Postings]> {
    return this.#words.atPrefix(prefix).entries();
  }

  /** The words here at most so many letters away, with how many. */
  near(word: string, distance: number): readonly (readonly [string, number])[] {
    return [...this.#words.fuzzyGet(word, distance)].map(([found, [, letters]]) => [found, letters]);
  }
}

const NO_WORDS: ReadonlySet<string> = new Set();

/** How often a packed posting counts a word in a field. */
export function timesIn(packed: number, field: number): number {
  return Math.floor(packed / 2 ** (FIELD_BITS * field)) % 2 ** FIELD_BITS;
}
