import type { Store } from '@bodybroker/storage';
import type { Answer } from '../domain/answer.js';
import { jsonCodec } from './json-codec.js';

const KIND = 'answer';
const TTL_MS = 3_600_000;
const codec = jsonCodec<Answer>();

/** Answers by their keys, for an hour. */
export class AnswerCache {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async find(key: string): Promise<Answer | undefined> {
    const stored = await this.#store.shard(key).get(KIND, key);
    return stored && codec.decode(stored.bytes);
  }

  async keep(key: string, answer: Answer): Promise<void> {
    await this.#store
      .shard(key)
      .commit({ puts: [{ kind: KIND, id: key, bytes: codec.encode(answer), ttlMs: TTL_MS }] });
  }
}
