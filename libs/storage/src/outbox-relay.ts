import { randomUUID } from 'node:crypto';
import type { Clock } from '@bodybroker/domain';
import { pause } from './pause.js';
import type { Outbox, OutboxEntry } from './store.js';

export interface OutboxRelayOptions {
  readonly clock: Clock;
  /** Draws in [0, 1): spreads the sweeps of many processes and the retries. */
  readonly random: () => number;
  /** Told of every failure to read or publish; the relay goes on. */
  readonly onError: (error: unknown, entry: OutboxEntry | undefined) => void;
  /**
   * Takes an entry that can never be published (the error has `retryable: false`), for instance to a dead-letter stream; after
   * it the entry is gone. Without it such an entry is retried for ever and holds up its shard.
   */
  readonly refuse?: (entry: OutboxEntry, error: unknown) => Promise<void>;
  /** Between two looks for what a crashed process left behind. Default 10 000. */
  readonly sweepMs?: number;
  /** How long a shard stays with a relay that shows no progress. Default 30 000. */
  readonly holdMs?: number;
  /** Entries read at once. Default 100. */
  readonly batch?: number;
  /** Stops the relay, like `stop`. */
  readonly signal?: AbortSignal;
}

const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 10_000;
/** How often a flush looks again while publishes run. */
const FLUSH_LOOK_MS = 1000;

type ShardWork = { readonly done: Promise<void>; isWanted: boolean };

/**
 * Publishes what commits put into the outbox: at once when this process committed it, by a sweep when another died over it.
 * Entries of a shard leave in order, one after the other, with the same id at every attempt; each is removed after `publish`
 * has resolved, so it is published at least once. While publishing fails the relay retries after 100 ms, doubling up to 10 s,
 * and meanwhile only remembers which shards have something. Idle it costs 64 XLEN a sweep.
 */
export class OutboxRelay {
  readonly #outbox: Outbox;
  readonly #publish: (entry: OutboxEntry, signal: AbortSignal) => Promise<void>;
  readonly #options: OutboxRelayOptions;
  readonly #holder = randomUUID();
  readonly #stopped = new AbortController();
  readonly #working = new Map<number, ShardWork>();
  /** Shards that wait for the next retry. */
  readonly #waiting = new Set<number>();
  readonly #unsubscribe: () => void;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #backlog = 0;

  constructor(
    outbox: Outbox,
    publish: (entry: OutboxEntry, signal: AbortSignal) => Promise<void>,
    options: OutboxRelayOptions,
  ) {
    this.#outbox = outbox;
    this.#publish = publish;
    this.#options = options;
    this.#unsubscribe = outbox.onAppend((shard) => this.#wake(shard));
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.signal?.aborted === true) this.#end();
    else void this.#look();
  }

  /** Entries waiting in all shards, as the last sweep saw it: for a gauge. */
  get backlog(): number {
    return this.#backlog;
  }

  /**
   * Publishes what this process committed, without waiting for the next retry, until nothing is left or the signal aborts.
   * Answers whether nothing is left. For a shutdown: call it when nothing commits any more.
   */
  async flush(signal: AbortSignal): Promise<boolean> {
    this.#retryNow();
    while (!signal.aborted && (this.#waiting.size > 0 || this.#working.size > 0)) {
      await this.#settled(signal);
    }
    return this.#waiting.size === 0 && this.#working.size === 0;
  }

  /** Stops at once; running publishes are aborted. What is left stays in the outbox for another process. */
  async stop(): Promise<void> {
    const works = [...this.#working.values()].map((work) => work.done);
    this.#end();
    await Promise.all(works);
  }

  readonly #onAbort = (): void => this.#end();

  #end(): void {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#unsubscribe();
    clearTimeout(this.#retry);
    clearTimeout(this.#sweep);
    this.#stopped.abort();
  }

  #wake(shard: number): void {
    if (this.#stopped.signal.aborted) return;
    if (this.#retry !== undefined) {
      this.#waiting.add(shard);
      return;
    }
    const work = this.#working.get(shard);
    if (work !== undefined) {
      work.isWanted = true;
      return;
    }
    const done = this.#work(shard).finally(() => {
      const ended = this.#working.get(shard);
      this.#working.delete(shard);
      if (ended?.isWanted === true) this.#wake(shard);
    });
    this.#working.set(shard, { done, isWanted: false });
  }

  async #work(shard: number): Promise<void> {
    try {
      await this.#drain(shard);
      this.#failures = 0;
    } catch {
      this.#waiting.add(shard);
      this.#retryLater();
    }
  }

  /** Publishes a shard until it is empty or another relay's. Throws, after reporting, when something failed. */
  async #drain(shard: number): Promise<void> {
    const { holdMs = 30_000, batch = 100, clock } = this.#options;
    for (let left = 1; left > 0;) {
      const taken = await this.#reporting(undefined, () =>
        this.#outbox.take(shard, this.#holder, { limit: batch, holdMs }),
      );
      if (taken.status === 'busy' || taken.entries.length === 0) return;
      let done: bigint[] = [];
      let heldSinceMs = clock.now();
      try {
        for (const entry of taken.entries) {
          if (clock.now() - heldSinceMs > holdMs / 3) {
            await this.#outbox.settle(shard, this.#holder, done, { keepMs: holdMs });
            done = [];
            heldSinceMs = clock.now();
          }
          await this.#send(entry);
          done.push(entry.sequence);
        }
      } catch (error) {
        await this.#outbox.settle(shard, this.#holder, done).catch(() => undefined);
        throw error;
      }
      left = await this.#reporting(undefined, () => this.#outbox.settle(shard, this.#holder, done, { keepMs: holdMs }));
    }
  }

  async #send(entry: OutboxEntry): Promise<void> {
    const { refuse } = this.#options;
    await this.#reporting(entry, async () => {
      this.#stopped.signal.throwIfAborted();
      try {
        await this.#publish(entry, this.#stopped.signal);
      } catch (error) {
        if (refuse === undefined || !isFinal(error)) throw error;
        await refuse(entry, error);
      }
    });
  }

  async #reporting<T>(entry: OutboxEntry | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!this.#stopped.signal.aborted) this.#options.onError(error, entry);
      throw error;
    }
  }

  #retryLater(): void {
    if (this.#retry !== undefined || this.#stopped.signal.aborted) return;
    const backoffMs = Math.min(MIN_RETRY_MS * 2 ** this.#failures, MAX_RETRY_MS);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#retryNow(), backoffMs * (1 + this.#options.random() / 4)).unref();
  }

  #retryNow(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const shards = [...this.#waiting];
    this.#waiting.clear();
    for (const shard of shards) this.#wake(shard);
  }

  async #look(): Promise<void> {
    const { sweepMs = 10_000, random } = this.#options;
    try {
      const backlog = await this.#outbox.backlog();
      this.#backlog = backlog.reduce((sum, waiting) => sum + waiting, 0);
      for (const [shard, waiting] of backlog.entries()) if (waiting > 0) this.#wake(shard);
    } catch (error) {
      if (!this.#stopped.signal.aborted) this.#options.onError(error, undefined);
    }
    if (this.#stopped.signal.aborted) return;
    this.#sweep = setTimeout(() => void this.#look(), sweepMs * (0.75 + random() / 2)).unref();
  }

  /** Resolves when running work is done, or after a moment when all waits for the next retry, or when the signal aborts. */
  async #settled(signal: AbortSignal): Promise<void> {
    const works = [...this.#working.values()].map((work) => work.done);
    const over = new AbortController();
    const enough = AbortSignal.any([signal, over.signal]);
    if (works.length === 0) await pause(MIN_RETRY_MS, enough);
    else await Promise.race([Promise.all(works), pause(FLUSH_LOOK_MS, enough)]);
    over.abort();
  }
}

function isFinal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === false;
}
