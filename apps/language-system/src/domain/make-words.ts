import { drawSounds, written } from './draw-word.js';
import type { Language } from './language.js';
import type { Lexeme, Lexicon } from './lexicon.js';
import { isContent, type PartOfSpeech } from './part-of-speech.js';
import type { CompilePattern } from './pattern.js';

/** A word to be made. */
export interface WantedWord {
  readonly lemma: string;
  readonly partOfSpeech: PartOfSpeech;
}

/** Draws for one word. Beyond it the phonology has no more words to give. */
const MAX_ATTEMPTS = 240;

/**
 * Makes words that a lexicon has not, in the order of their lemmas: the parent's words through the sound changes, or drawn. A form
 * that is taken, or forbidden, is drawn again: whoever holds a form keeps it.
 * @param parent the lexicon of the parent, which has the wanted words that it can have
 * @throws DomainError INVALID_ARGUMENT BAD_PHONOLOGY when there are no more words to give
 */
export function makeWords(
  lexicon: Lexicon,
  wanted: readonly WantedWord[],
  compile: CompilePattern,
  parent?: Lexicon,
): readonly Lexeme[] {
  const maker = new WordMaker(lexicon.language, compile);
  const made: Lexeme[] = [];
  const grown = lexicon.copy();
  for (const { lemma, partOfSpeech } of wanted.toSorted((a, b) => (a.lemma < b.lemma ? -1 : 1))) {
    if (grown.ofLemma(lemma) !== undefined) continue;
    const form = maker.form(lemma, partOfSpeech, parent?.ofLemma(lemma)?.form, (each) => grown.isFree(each));
    if (form === undefined) break;
    const lexeme: Lexeme = { lemma, form, partOfSpeech, version: 1 };
    made.push(lexeme);
    grown.add(lexeme);
  }
  return made;
}

/** Makes forms of one language. */
class WordMaker {
  readonly #language: Language;
  readonly #isForbidden: (word: string) => boolean;
  readonly #change: (word: string) => string;

  constructor(language: Language, compile: CompilePattern) {
    this.#language = language;
    const forbidden = language.phonology.forbidden.map(compile);
    this.#isForbidden = (word) => forbidden.some((pattern) => pattern.isIn(word));
    const changes = language.soundChanges.map(({ from, to }) => ({ pattern: compile(from), to }));
    this.#change = (word) => changes.reduce((changed, { pattern, to }) => pattern.replaceIn(changed, to), word);
  }

  form(
    lemma: string,
    partOfSpeech: PartOfSpeech,
    parentForm: string | undefined,
    isFree: (form: string) => boolean,
  ): string | undefined {
    const isGood = (form: string): boolean => form.length > 1 && !this.#isForbidden(form) && isFree(form);
    const inherited = parentForm === undefined ? '' : this.#change(parentForm);
    if (isGood(inherited)) return inherited;
    const { phonology, seed, orthography } = this.#language;
    const length = isContent(partOfSpeech) ? 'usual' : 'short';
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const sounds = drawSounds(phonology, seed, lemma, attempt, length);
      const form = written(sounds, orthography);
      if (!this.#isForbidden(sounds.join('')) && isGood(form)) return form;
    }
    return undefined;
  }
}
