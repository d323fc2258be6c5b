import type { Clock } from '@bodybroker/domain';
import { type AppendListeners } from '../append-listeners.js';
import type { Outbox, OutboxTake } from '../store.js';
import type { MemoryState } from './memory-state.js';

/** The outboxes of a MemoryStore's shards. */
export class MemoryOutbox implements Outbox {
  readonly #states: readonly MemoryState[];
  readonly #clock: Clock;
  readonly #listeners: AppendListeners;

  constructor(states: readonly MemoryState[], clock: Clock, listeners: AppendListeners) {
    this.#states = states;
    this.#clock = clock;
    this.#listeners = listeners;
  }

  async take(
    shard: number,
    holder: string,
    options: { readonly limit: number; readonly holdMs: number },
  ): Promise<OutboxTake> {
    const state = this.#state(shard);
    const nowMs = this.#clock.now();
    if (state.relay !== undefined && state.relay.holder !== holder && state.relay.expiresMs > nowMs) {
      return { status: 'busy' };
    }
    const entries = state.outbox.entries.slice(0, options.limit);
    state.relay = entries.length === 0 ? undefined : { holder, expiresMs: nowMs + options.holdMs };
    return { status: 'taken', entries };
  }

  async settle(
    shard: number,
    holder: string,
    done: readonly bigint[],
    options: { readonly keepMs?: number } = {},
  ): Promise<number> {
    const state = this.#state(shard);
    state.outbox.entries = state.outbox.entries.filter((entry) => !done.includes(entry.sequence));
    const left = state.outbox.entries.length;
    if (state.relay?.holder === holder) {
      const keeps = options.keepMs !== undefined && left > 0;
      state.relay = keeps ? { holder, expiresMs: this.#clock.now() + (options.keepMs ?? 0) } : undefined;
    }
    return left;
  }

  async backlog(): Promise<readonly number[]> {
    return this.#states.map((state) => state.outbox.entries.length);
  }

  onAppend(listener: (shard: number) => void): () => void {
    return this.#listeners.add(listener);
  }

  #state(shard: number): MemoryState {
    const state = this.#states[shard];
    if (state === undefined) throw new RangeError(`there is no shard ${shard}`);
    return state;
  }
}
