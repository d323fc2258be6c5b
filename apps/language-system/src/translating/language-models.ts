import { BigramModel } from '../domain/bigrams.js';
import type { Tongues } from '../storage/tongues.js';
import { ENGLISH } from './translator.js';

/** Words a model is made of: the first ones, so that it does not change as a language grows. */
const MODEL_WORDS = 602;

/** What tells languages apart, kept until a language's words are made anew. */
export class LanguageModels {
  readonly #tongues: Tongues;
  readonly #english: BigramModel;
  readonly #models = new Map<string, { readonly version: bigint; readonly model: BigramModel }>();

  constructor(tongues: Tongues, englishWords: readonly string[]) {
    this.#tongues = tongues;
    this.#english = new BigramModel(englishWords);
  }

  /** The models of all languages, and of English. */
  async all(): Promise<ReadonlyMap<string, BigramModel>> {
    const models = new Map([[ENGLISH, this.#english]]);
    for (const id of await this.#tongues.ids()) {
      const tongue = await this.#tongues.get(id);
      if (tongue === undefined) continue;
      const kept = this.#models.get(id);
      const forms = (): string[] => [...tongue.lexicon.lexemes].slice(0, MODEL_WORDS).map(({ form }) => form);
      const model = kept?.version === tongue.version ? kept.model : new BigramModel(forms());
      this.#models.set(id, { version: tongue.version, model });
      models.set(id, model);
    }
    return models;
  }
}
