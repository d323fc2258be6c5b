import { LruMap } from '../limits/lru-map.js';

export interface AnswerCacheOptions {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** How many answers are kept. Default 1000. */
  readonly maxEntries?: number;
}

/** A body, ready to be sent. */
export type AnswerBody = string | Uint8Array;

interface Entry {
  readonly answer: Promise<AnswerBody>;
  readonly untilMs: number;
}

/** Keeps answers to public questions for a short time; of those who ask at once, one goes through. */
export class AnswerCache {
  readonly #entries: LruMap<string, Entry>;
  readonly #now: () => number;

  constructor({ now, maxEntries = 1000 }: AnswerCacheOptions) {
    this.#entries = new LruMap(maxEntries);
    this.#now = now;
  }

  /** @throws what `load` throws; a failure is not kept */
  get(key: string, maxAgeMs: number, load: () => Promise<AnswerBody>): Promise<AnswerBody> {
    const nowMs = this.#now();
    const present = this.#entries.get(key);
    if (present !== undefined && nowMs < present.untilMs) return present.answer;
    const entry: Entry = { answer: load(), untilMs: nowMs + maxAgeMs };
    this.#entries.set(key, entry);
    entry.answer.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry.answer;
  }
}
