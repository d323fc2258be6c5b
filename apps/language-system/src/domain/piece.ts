import type { Feature } from './language.js';

/** A word that was understood. */
export interface WordPiece {
  readonly kind: 'word';
  /** As it stood in the text. */
  readonly source: string;
  readonly lemma: string;
  readonly features: readonly Feature[];
  readonly isCapital: boolean;
}

/** Something that passes through: a name, a number, a slot, an unknown word, white space or a mark. */
export interface RawPiece {
  readonly kind: 'name' | 'other' | 'unknown' | 'space' | 'mark';
  readonly source: string;
}

/** A piece of a text, in the order of English. */
export type Piece = WordPiece | RawPiece;

/** How the words of a text came out: for the gloss. */
export interface Rendered {
  readonly text: string;
  /** What each piece became, in the order of the pieces. */
  readonly forms: readonly string[];
}

/** Whether a word begins with a large letter. */
export function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** A word with its first letter large, if it is to be. */
export function inCase(word: string, piece: Pick<WordPiece, 'isCapital'>): string {
  if (!piece.isCapital) return word;
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}
