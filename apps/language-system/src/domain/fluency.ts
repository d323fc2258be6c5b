import { draw } from '@bodybroker/domain';

/** How often a player hears a word until it is known. */
export const EXPOSURES_TO_LEARN = 5;

/** Words that were heard and are not known yet, at most. */
const MOST_HEARD = 2000;

/** What a player knows of a language. */
export interface Knowledge {
  readonly known: readonly string[];
  /** How often a word was heard that is not known yet. */
  readonly heard: Readonly<Record<string, number>>;
}

export const NO_KNOWLEDGE: Knowledge = { known: [], heard: {} };

/** How much of what is usually said is said with each word: by Zipf's law over the core words, commonest first. */
export class WordWeights {
  readonly #weights: ReadonlyMap<string, number>;
  readonly #total: number;

  constructor(coreLemmas: readonly string[]) {
    this.#weights = new Map(coreLemmas.map((lemma, rank) => [lemma, weightAt(rank)]));
    this.#total = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0);
  }

  /** 0 to 100: the share of what is said that somebody with these words understands. A word beyond the core counts as its last. */
  levelOf(known: readonly string[]): number {
    const rarest = weightAt(this.#weights.size);
    const sum = known.reduce((total, lemma) => total + (this.#weights.get(lemma) ?? rarest), 0);
    // Added up in another order all of the core may come to a little less than the total.
    return Math.min(100, Math.floor((sum / this.#total) * 100 + ROUNDING));
  }
}

const ROUNDING = 1e-9;

/** Ranks before the commonest word, so that it does not outweigh all others. */
const FLATTENING = 10;

function weightAt(rank: number): number {
  return 1 / (rank + FLATTENING);
}

/** Knowledge with words learned, and which of them were new. */
export function learn(
  { known, heard }: Knowledge,
  lemmas: readonly string[],
): { readonly knowledge: Knowledge; readonly learned: readonly string[] } {
  const before = new Set(known);
  const learned = [...new Set(lemmas)].filter((lemma) => !before.has(lemma));
  const isNew = new Set(learned);
  const stillHeard = Object.entries(heard).filter(([lemma]) => !isNew.has(lemma));
  return {
    knowledge: { known: [...known, ...learned].sort(), heard: Object.fromEntries(stillHeard) },
    learned,
  };
}

/** Knowledge after words were heard once more; those heard often enough are learned. */
export function hear(
  before: Knowledge,
  lemmas: readonly string[],
): { readonly knowledge: Knowledge; readonly learned: readonly string[] } {
  const known = new Set(before.known);
  const heard = new Map(Object.entries(before.heard));
  for (const lemma of new Set(lemmas)) {
    if (known.has(lemma) || (!heard.has(lemma) && heard.size >= MOST_HEARD)) continue;
    heard.set(lemma, (heard.get(lemma) ?? 0) + 1);
  }
  const ripe = [...heard].flatMap(([lemma, times]) => (times >= EXPOSURES_TO_LEARN ? [lemma] : []));
  return learn({ known: before.known, heard: Object.fromEntries(heard) }, ripe);
}

/** Whether somebody guesses a word that is known from a related tongue: the likelier, the more fluent. The same each time. */
export function guesses(playerId: string, languageId: string, lemma: string, level: number): boolean {
  return draw('cognate', playerId, languageId, lemma) < level / 100;
}
