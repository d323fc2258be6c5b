import {
  DomainError,
  KeyedMutex,
  failedPrecondition,
  invalidArgument,
  notFound,
  pageOf,
  versionConflict,
  type Page,
  type PageOf,
} from '@bodybroker/domain';
import { ExpectationFailed, retryConflicts, type Check, type OutboxEvent, type Store } from '@bodybroker/storage';
import { badPhonology, checkLanguage } from '../domain/check-language.js';
import { OBJECT_MARK, SUBJECT_MARK } from '../domain/foreign-text.js';
import { FROZEN_PARTS, MAX_LANGUAGES, MAX_LEXEMES, type Language } from '../domain/language.js';
import { Lexicon, type Lexeme } from '../domain/lexicon.js';
import { makeWords, type WantedWord } from '../domain/make-words.js';
import type { CompilePattern } from '../domain/pattern.js';
import type { Tongue } from './tongue.js';
import { LANGUAGE_KIND, TongueRecords } from './tongue-records.js';

export interface TonguesOptions {
  /** The words that every language has from its beginning. */
  readonly core: readonly WantedWord[];
  readonly compile: CompilePattern;
  /** Draws in [0, 1) for the jitter between retries. */
  readonly random: () => number;
  /** What to publish of a new language. */
  eventOf(language: Language): OutboxEvent;
}

const INDEX = 'languages';

/**
 * The languages and their words. All writes of a language's words go through its head, so that two processes never give one form
 * to two words.
 */
export class Tongues {
  readonly #records: TongueRecords;
  readonly #options: TonguesOptions;
  readonly #first: readonly WantedWord[];
  readonly #turns = new KeyedMutex();

  constructor(store: Store, options: TonguesOptions) {
    this.#records = new TongueRecords(store);
    this.#options = options;
    const marks = [OBJECT_MARK, SUBJECT_MARK].map((lemma) => ({ lemma, partOfSpeech: 'FUNCTION' as const }));
    this.#first = [...options.core, ...marks];
  }

  /** @throws DomainError NOT_FOUND LANGUAGE_NOT_FOUND */
  async require(id: string): Promise<Tongue> {
    const tongue = await this.#records.read(id);
    if (tongue === undefined) throw notFound('language', id);
    return tongue;
  }

  get(id: string): Promise<Tongue | undefined> {
    return this.#records.read(id);
  }

  /** Ids of all languages, by id. */
  ids(): Promise<readonly string[]> {
    return this.#records.shard.rangeByName(INDEX, { limit: MAX_LANGUAGES });
  }

  /** One page, by id. */
  async list(page: Page): Promise<PageOf<Tongue>> {
    const { rows, nextPageToken } = pageOf(await this.ids(), page, (id) => id);
    const tongues = await Promise.all(rows.map((id) => this.get(id)));
    return { rows: tongues.filter((tongue) => tongue !== undefined), nextPageToken };
  }

  /**
   * Makes a language and its first words.
   * @throws DomainError ALREADY_EXISTS LANGUAGE_ALREADY_EXISTS; INVALID_ARGUMENT BAD_PHONOLOGY, BAD_MORPHOLOGY; NOT_FOUND
   * (the parent); RESOURCE_EXHAUSTED TOO_MANY_LANGUAGES
   */
  create(language: Language): Promise<Tongue> {
    return retryConflicts(async () => {
      const { id } = language;
      if ((await this.get(id)) !== undefined) {
        throw new DomainError('ALREADY_EXISTS', 'LANGUAGE_ALREADY_EXISTS', `language "${id}" exists already`, {
          details: { id },
        });
      }
      if ((await this.#records.shard.count(INDEX)) >= MAX_LANGUAGES) throw tooManyLanguages();
      const parent = await this.#parentOf(language);
      const lexemes = this.#firstWords(language, parent);
      await this.#records.shard.commit({
        puts: [
          this.#records.putLanguage(language, 0n),
          this.#records.putHead(id, { count: lexemes.length, generation: 1, isUsed: false }, 0n),
          ...this.#records.putLexemes(id, lexemes, 0),
          // What a child has its words from must not change any more.
          ...(parent === undefined || parent.head.isUsed ? [] : [this.#usedHead(parent)]),
        ],
        indexes: [{ op: 'set', index: INDEX, member: id, score: 0 }],
        events: [this.#options.eventOf(language)],
      });
      return this.require(id);
    }, this.#options);
  }

  /**
   * Changes a language. While no words have been given out they are made anew when what they are made from changes.
   * @throws DomainError FAILED_PRECONDITION LANGUAGE_IN_USE; VERSION_CONFLICT; NOT_FOUND; as {@link create}
   */
  update(id: string, change: (language: Language) => Language, expectedVersion: bigint | undefined): Promise<Tongue> {
    return retryConflicts(async () => {
      const tongue = await this.require(id);
      if (expectedVersion !== undefined && expectedVersion !== tongue.version) {
        throw new ExpectationFailed(versionConflict(`language ${id}`, tongue.version));
      }
      const changed = change(tongue.language);
      checkLanguage(changed, this.#options.compile);
      const frozen = FROZEN_PARTS.find((part) => !isSame(changed[part], tongue.language[part]));
      if (frozen !== undefined && tongue.head.isUsed) {
        throw failedPrecondition('LANGUAGE_IN_USE', `language "${id}" is in use: ${frozen} is frozen`, {
          field: frozen,
        });
      }
      if (changed.parentId === id) throw invalidArgument('language.parent_id', 'must be another language');
      const lexemes = frozen === undefined ? undefined : this.#firstWords(changed, await this.#parentOf(changed));
      const generation = tongue.head.generation + 1;
      await this.#records.shard.commit({
        puts: [
          this.#records.putLanguage(changed, tongue.version),
          ...(lexemes === undefined
            ? []
            : [
                this.#records.putHead(id, { ...tongue.head, count: lexemes.length, generation }, tongue.headVersion),
                ...this.#records.putLexemes(id, lexemes, 0),
              ]),
        ],
      });
      return this.require(id);
    }, this.#options);
  }

  /** A language with some words made that it has not, as many as it may have; it is in use from then on. */
  async withWords(id: string, wanted: readonly WantedWord[]): Promise<Tongue> {
    const current = await this.require(id);
    const hasAll = wanted.every(({ lemma }) => current.lexicon.ofLemma(lemma) !== undefined);
    if (hasAll && current.head.isUsed) return current;
    return this.#inTurn(id, async () => {
      const tongue = await this.require(id);
      const missing = wanted.filter(({ lemma }) => tongue.lexicon.ofLemma(lemma) === undefined);
      if (missing.length === 0) return tongue.head.isUsed ? tongue : this.#commit(tongue, []);
      const room = Math.max(0, MAX_LEXEMES - tongue.head.count);
      const taken = missing.slice(0, room);
      const { parentId } = tongue.language;
      const parent = parentId === '' ? undefined : await this.withWords(parentId, taken);
      return this.#commit(tongue, makeWords(tongue.lexicon, taken, this.#options.compile, parent?.lexicon));
    });
  }

  /**
   * Changes the words of a language: `change` answers what is new or changed.
   * @throws whatever `change` throws; RESOURCE_EXHAUSTED TOO_MANY_LEXEMES
   */
  changeWords(id: string, change: (tongue: Tongue) => Lexeme): Promise<Lexeme> {
    return this.#inTurn(id, async () => {
      const tongue = await this.require(id);
      const lexeme = change(tongue);
      const isNew = tongue.lexicon.ofLemma(lexeme.lemma) === undefined;
      if (isNew && tongue.head.count >= MAX_LEXEMES) {
        throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_LEXEMES', `a language has at most ${MAX_LEXEMES} words`, {
          retryable: false,
        });
      }
      await this.#commit(tongue, [lexeme]);
      return lexeme;
    });
  }

  /** Writes of one language's words wait for each other here; between processes the version of the head decides. */
  #inTurn<R>(id: string, write: () => Promise<R>): Promise<R> {
    return this.#turns.run(id, () => retryConflicts(write, this.#options));
  }

  async #commit(tongue: Tongue, lexemes: readonly Lexeme[]): Promise<Tongue> {
    const { language, lexicon, head, headVersion } = tongue;
    const grown = lexicon.copy();
    const isOld = lexemes.some(({ lemma }) => lexicon.ofLemma(lemma) !== undefined);
    for (const lexeme of lexemes) grown.add(lexeme);
    const all = [...grown.lexemes];
    const generation = head.generation + (isOld ? 1 : 0);
    await this.#records.shard.commit({
      puts: [
        this.#records.putHead(language.id, { count: all.length, generation, isUsed: true }, headVersion),
        ...(lexemes.length === 0 ? [] : this.#records.putLexemes(language.id, all, isOld ? 0 : lexicon.size)),
      ],
      checks: [this.#unchanged(tongue)],
    });
    return this.require(language.id);
  }

  #unchanged({ language, version }: Tongue): Check {
    return { kind: LANGUAGE_KIND, id: language.id, expectedVersion: version };
  }

  #usedHead({ language, head, headVersion }: Tongue) {
    return this.#records.putHead(language.id, { ...head, isUsed: true }, headVersion);
  }

  #firstWords(language: Language, parent: Tongue | undefined): readonly Lexeme[] {
    const { compile } = this.#options;
    const lexemes = makeWords(new Lexicon(language, []), this.#first, compile, parent?.lexicon);
    if (lexemes.length < this.#first.length) {
      throw badPhonology('language.phonology', `must give ${this.#first.length} words, gives ${lexemes.length}`);
    }
    return lexemes;
  }

  async #parentOf({ parentId }: Language): Promise<Tongue | undefined> {
    return parentId === '' ? undefined : this.require(parentId);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function tooManyLanguages(): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_LANGUAGES', `there can be ${MAX_LANGUAGES} languages`, {
    details: { limit: String(MAX_LANGUAGES) },
    retryable: false,
  });
}
