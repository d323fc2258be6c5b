import { createHash } from 'node:crypto';
import { notFound } from '@bodybroker/domain';
import { jsonCodec, type Store } from '@bodybroker/storage';
import type { Telling } from '../domain/beat.js';

/** The words of a beat as they are told. `compiled` is ink's JSON. */
export type KeptTelling =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ink'; readonly source: string; readonly compiled: string };

const KIND = 'telling';
const OWNER = 'catalogue';
const codec = jsonCodec<KeptTelling>();
/** Those that are told just now stay in memory; all others are in the store. */
const KEPT_IN_MEMORY = 30;

/** The words of all beats by their hash. They never change, so that a run can go on with those it began with. */
export class Tellings {
  readonly #store: Store;
  readonly #compile: (source: string) => Promise<string>;
  readonly #recent = new Map<string, KeptTelling>();

  constructor(store: Store, compile: (source: string) => Promise<string>) {
    this.#store = store;
    this.#compile = compile;
  }

  /** Keeps words and answers their hash. Ink is compiled unless it has been. @throws DomainError INVALID_ARGUMENT BAD_INK */
  async keep(telling: Telling): Promise<string> {
    const words = telling.kind === 'text' ? telling.text : telling.source;
    const hash = createHash('sha256').update(`${telling.kind}\n${words}`).digest('base64url');
    const shard = this.#store.shard(OWNER);
    if ((await shard.get(KIND, hash)) !== undefined) return hash;
    const kept: KeptTelling =
      telling.kind === 'text' ? telling : { ...telling, compiled: await this.#compile(telling.source) };
    await shard.commit({ puts: [{ kind: KIND, id: hash, bytes: codec.encode(kept) }] });
    return hash;
  }

  /** @throws DomainError NOT_FOUND TELLING_NOT_FOUND */
  async get(hash: string): Promise<KeptTelling> {
    const known = this.#recent.get(hash);
    if (known !== undefined) return known;
    const stored = await this.#store.shard(OWNER).get(KIND, hash);
    if (stored === undefined) throw notFound('telling', hash);
    const telling = codec.decode(stored.bytes);
    const oldest = this.#recent.keys().next();
    if (this.#recent.size >= KEPT_IN_MEMORY && oldest.done !== true) this.#recent.delete(oldest.value);
    this.#recent.set(hash, telling);
    return telling;
  }
}
