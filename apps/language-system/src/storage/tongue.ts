import type { Language } from '../domain/language.js';
import type { Lexicon } from '../domain/lexicon.js';

/** What is kept of a lexicon beside its words. */
export interface LexiconHead {
  readonly count: number;
  /** Rises when words that were there have changed. */
  readonly generation: number;
  /** Whether words have been given out. */
  readonly isUsed: boolean;
}

/** A language with all its words, as they were at one moment. */
export interface Tongue {
  readonly language: Language;
  readonly version: bigint;
  readonly head: LexiconHead;
  readonly headVersion: bigint;
  readonly lexicon: Lexicon;
}
