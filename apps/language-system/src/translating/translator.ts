import { invalidArgument } from '@bodybroker/domain';
import { readEnglish, writeEnglish } from '../domain/english-text.js';
import { readForeign, writeForeign } from '../domain/foreign-text.js';
import type { Feature } from '../domain/language.js';
import type { Lexicon } from '../domain/lexicon.js';
import type { WantedWord } from '../domain/make-words.js';
import type { Piece, Rendered } from '../domain/piece.js';
import type { Tongues } from '../storage/tongues.js';
import type { WordAllowance } from './word-allowance.js';

/** English, beside the languages that are made. */
export const ENGLISH = 'en';

/** One word of a text and what became of it. */
export interface GlossedWord {
  readonly source: string;
  readonly form: string;
  /** Empty: none, such as for a name. */
  readonly lemma: string;
  readonly features: readonly (Feature | 'NAME')[];
  /** Whether the language has the word. */
  readonly isWord: boolean;
}

/** A text in another language. */
export interface TranslatedText {
  readonly text: string;
  readonly gloss: readonly GlossedWord[];
  readonly unknown: readonly string[];
}

/** What stands for a word of its own. */
const LEMMA = /^\p{L}[\p{L}\p{M}]{0,47}$/u;

/** Says texts in other languages. Words that a language has not are drawn as they are needed, and stay. */
export class Translator {
  readonly #tongues: Tongues;
  readonly #allowance: WordAllowance;

  constructor(tongues: Tongues, allowance: WordAllowance) {
    this.#tongues = tongues;
    this.#allowance = allowance;
  }

  /**
   * @param caller who asks, such as `player:p1`
   * @throws DomainError INVALID_ARGUMENT SAME_LANGUAGE; NOT_FOUND LANGUAGE_NOT_FOUND
   */
  async translate(text: string, from: string, to: string, caller: string): Promise<TranslatedText> {
    if (from === to) throw invalidArgument('to', 'must be another language than from', 'SAME_LANGUAGE');
    const source = from === ENGLISH ? undefined : (await this.#tongues.withWords(from, [])).lexicon;
    const target = to === ENGLISH ? undefined : (await this.#tongues.withWords(to, [])).lexicon;
    const known = source ?? target;
    const pieces =
      source === undefined
        ? readEnglish(text, (lemma) => known?.ofLemma(lemma)?.partOfSpeech)
        : readForeign(text, source);
    if (target === undefined) return glossed(pieces, writeEnglish(pieces), source);
    const grown = await this.#grown(to, target, wantedBy(pieces, source), caller);
    return glossed(pieces, writeForeign(pieces, grown), grown);
  }

  async #grown(to: string, target: Lexicon, wanted: readonly WantedWord[], caller: string): Promise<Lexicon> {
    const missing = wanted.filter(({ lemma }) => target.ofLemma(lemma) === undefined);
    if (missing.length === 0) return target;
    const allowed = await this.#allowance.take(caller, missing.length);
    return (await this.#tongues.withWords(to, missing.slice(0, allowed))).lexicon;
  }
}

function wantedBy(pieces: readonly Piece[], source: Lexicon | undefined): readonly WantedWord[] {
  const lemmas = new Set(pieces.flatMap((piece) => (piece.kind === 'word' ? [piece.lemma] : [])));
  return [...lemmas]
    .filter((lemma) => LEMMA.test(lemma))
    .map((lemma) => ({ lemma, partOfSpeech: source?.ofLemma(lemma)?.partOfSpeech ?? 'NOUN' }));
}

function glossed(pieces: readonly Piece[], { text, forms }: Rendered, lexicon: Lexicon | undefined): TranslatedText {
  const unknown = new Set<string>();
  const gloss = pieces.flatMap((piece, at): readonly GlossedWord[] => {
    const { source } = piece;
    const form = forms[at] ?? source;
    if (piece.kind === 'name') return [{ source, form, lemma: '', features: ['NAME'], isWord: false }];
    if (piece.kind === 'unknown') unknown.add(source);
    if (piece.kind !== 'word') return [];
    const isWord = lexicon?.ofLemma(piece.lemma) !== undefined;
    if (!isWord) unknown.add(source);
    return [{ source, form, lemma: piece.lemma, features: piece.features, isWord }];
  });
  return { text, gloss, unknown: [...unknown] };
}
