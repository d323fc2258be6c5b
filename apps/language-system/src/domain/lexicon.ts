import { inflections, strippings, type Inflection } from './inflect.js';
import type { Feature, Language } from './language.js';
import type { PartOfSpeech } from './part-of-speech.js';

/** A word: once it has a form it keeps it. */
export interface Lexeme {
  readonly lemma: string;
  readonly form: string;
  readonly partOfSpeech: PartOfSpeech;
  readonly version: number;
}

/** A word of a text, understood. */
export interface Analysis {
  readonly lexeme: Lexeme;
  readonly features: readonly Feature[];
}

/** The words of one language, by lemma and by form. */
export class Lexicon {
  readonly language: Language;
  readonly #byLemma = new Map<string, Lexeme>();
  readonly #byForm = new Map<string, Lexeme>();

  constructor(language: Language, lexemes: Iterable<Lexeme>) {
    this.language = language;
    for (const lexeme of lexemes) this.add(lexeme);
  }

  get size(): number {
    return this.#byLemma.size;
  }

  /** In the order in which they were made. */
  get lexemes(): Iterable<Lexeme> {
    return this.#byLemma.values();
  }

  ofLemma(lemma: string): Lexeme | undefined {
    return this.#byLemma.get(lemma);
  }

  /** What a form stands for, with what was done to the word. */
  analyse(form: string): Analysis | undefined {
    const lexeme = this.#byForm.get(form);
    if (lexeme !== undefined) return { lexeme, features: [] };
    for (const stem of strippings(form, this.language.morphology)) {
      const inflected = this.#byForm.get(stem.form);
      if (inflected !== undefined) return { lexeme: inflected, features: stem.features };
    }
    return undefined;
  }

  /** Whether a form can be added so that no word, however changed, can be taken for another. */
  isFree(form: string): boolean {
    if (this.analyse(form) !== undefined) return false;
    return inflections(form, this.language.morphology).every(
      (changed) => !this.#byForm.has(changed.form) && !this.#isOfAnother(changed),
    );
  }

  /** Adds a word, or what is new about it. Its form must be free or its own. */
  add(lexeme: Lexeme): void {
    this.#byLemma.set(lexeme.lemma, lexeme);
    this.#byForm.set(lexeme.form, lexeme);
  }

  /** One that can be changed without this one changing. */
  copy(): Lexicon {
    return new Lexicon(this.language, this.#byLemma.values());
  }

  #isOfAnother({ form }: Inflection): boolean {
    return strippings(form, this.language.morphology).some((stem) => this.#byForm.has(stem.form));
  }
}
