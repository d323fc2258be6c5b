import type { Clock } from '@bodybroker/domain';
import { AppendListeners } from '../append-listeners.js';
import { assertKind } from '../name-rules.js';
import { shardOf } from '../shard-of.js';
import { SHARD_COUNT } from '../store.js';
import type { Outbox, ScanEntry, Shard, Store } from '../store.js';
import { MemoryOutbox } from './memory-outbox.js';
import { MemoryShard } from './memory-shard.js';
import { MemoryState } from './memory-state.js';

export interface MemoryStoreOptions {
  /** Decides what has expired and stamps what is written. */
  readonly clock: Clock;
}

/** A Store that forgets when the process ends: for tests. Its clock decides about every time to live. */
export class MemoryStore implements Store {
  readonly service: string;
  readonly outbox: Outbox;
  readonly #states: readonly MemoryState[];
  readonly #shards: readonly MemoryShard[];

  constructor(service: string, options: MemoryStoreOptions) {
    this.service = service;
    const listeners = new AppendListeners();
    this.#states = Array.from({ length: SHARD_COUNT }, () => new MemoryState());
    this.#shards = this.#states.map((state, number) => new MemoryShard(number, state, options.clock, listeners.notify));
    this.outbox = new MemoryOutbox(this.#states, options.clock, listeners);
  }

  shard(ownerId: string): Shard {
    const shard = this.#shards[shardOf(ownerId)];
    if (shard === undefined) throw new RangeError('unreachable: shardOf is below SHARD_COUNT');
    return shard;
  }

  shards(): readonly Shard[] {
    return this.#shards;
  }

  async *scan(kind: string, options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<ScanEntry> {
    assertKind(kind);
    for (const [number, shard] of this.#shards.entries()) {
      for (const key of [...(this.#states[number]?.entities.keys() ?? [])]) {
        options.signal?.throwIfAborted();
        if (!key.startsWith(`${kind}:`)) continue;
        const id = key.slice(kind.length + 1);
        const stored = await shard.get(kind, id);
        if (stored !== undefined) yield { id, stored, shard };
      }
    }
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }
}
