import { jsonCodec, type Put, type Shard, type Store } from '@bodybroker/storage';
import type { Language } from '../domain/language.js';
import { Lexicon, type Lexeme } from '../domain/lexicon.js';
import type { LexiconHead, Tongue } from './tongue.js';

/** The owner of all languages: a child and its parent change together. */
const OWNER = 'languages';
/** Words of one record. */
const PAGE = 200;
/** Languages whose words one process keeps. */
const MOST_CACHED = 12;

export const LANGUAGE_KIND = 'language';
export const HEAD_KIND = 'lexicon';
const PAGE_KIND = 'lexemes';

const languages = jsonCodec<Language>();
const heads = jsonCodec<LexiconHead>();
const pages = jsonCodec<readonly Lexeme[]>();

/** Reads languages and their words, and says how to write them. Words that are known already are not read again. */
export class TongueRecords {
  readonly #store: Store;
  readonly #cache = new Map<string, Tongue>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The shard that all languages live in. */
  get shard(): Shard {
    return this.#store.shard(OWNER);
  }

  async read(id: string): Promise<Tongue | undefined> {
    const [[language], [head]] = await Promise.all([
      this.shard.getMany(LANGUAGE_KIND, [id]),
      this.shard.getMany(HEAD_KIND, [id]),
    ]);
    if (language === undefined || head === undefined) return undefined;
    const cached = this.#cache.get(id);
    const isCurrent = cached?.version === language.version && cached.headVersion === head.version;
    const tongue = isCurrent
      ? cached
      : await this.#load(id, cached, {
          language: languages.decode(language.bytes),
          version: language.version,
          head: heads.decode(head.bytes),
          headVersion: head.version,
        });
    this.#cache.delete(id);
    this.#cache.set(id, tongue);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > MOST_CACHED && oldest !== undefined) this.#cache.delete(oldest);
    return tongue;
  }

  putLanguage(language: Language, expectedVersion: bigint): Put {
    return { kind: LANGUAGE_KIND, id: language.id, bytes: languages.encode(language), expectedVersion };
  }

  putHead(id: string, head: LexiconHead, expectedVersion: bigint): Put {
    return { kind: HEAD_KIND, id, bytes: heads.encode(head), expectedVersion };
  }

  /** The records of words from the one on that the word of a number, from 0, is in. */
  putLexemes(id: string, lexemes: readonly Lexeme[], from: number): readonly Put[] {
    const puts: Put[] = [];
    for (let page = Math.floor(from / PAGE); page * PAGE < lexemes.length; page += 1) {
      const bytes = pages.encode(lexemes.slice(page * PAGE, (page + 1) * PAGE));
      puts.push({ kind: PAGE_KIND, id: pageId(id, page), bytes });
    }
    return puts;
  }

  async #load(id: string, cached: Tongue | undefined, read: Omit<Tongue, 'lexicon'>): Promise<Tongue> {
    const isGrown =
      cached !== undefined && cached.version === read.version && cached.head.generation === read.head.generation;
    const known = isGrown ? [...cached.lexicon.lexemes] : [];
    const first = Math.floor(known.length / PAGE);
    const wanted = Array.from({ length: Math.ceil(read.head.count / PAGE) - first }, (_, at) => pageId(id, first + at));
    const stored = wanted.length === 0 ? [] : await this.shard.getMany(PAGE_KIND, wanted);
    const found = stored.flatMap((page) => (page === undefined ? [] : pages.decode(page.bytes)));
    // Words that came after the head was read are left for the next time.
    const lexemes = [...known.slice(0, first * PAGE), ...found].slice(0, read.head.count);
    return { ...read, lexicon: new Lexicon(read.language, lexemes) };
  }
}

function pageId(id: string, page: number): string {
  return `${id}/${page}`;
}
