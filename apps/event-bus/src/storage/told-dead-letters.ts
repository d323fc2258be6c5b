import { jsonCodec, type Fence, type OutboxEvent, type Store } from '@bodybroker/storage';

/** All about dead letters is in one shard, with the lease of who tells of them. */
export const DEAD_LETTERS = 'dead-letters';
const KIND = 'told';
const codec = jsonCodec<number>();

/** Up to which sequence dead letters have been told of. */
export class ToldDeadLetters {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** 0: none yet. */
  async sequence(): Promise<number> {
    const stored = await this.#store.shard(DEAD_LETTERS).get(KIND, DEAD_LETTERS);
    return stored === undefined ? 0 : codec.decode(stored.bytes);
  }

  /** Goes on to a dead letter, telling of it. @throws DomainError FAILED_PRECONDITION LEASE_LOST */
  async moveTo(sequence: number, events: readonly OutboxEvent[], fence: Fence): Promise<void> {
    const put = { kind: KIND, id: DEAD_LETTERS, bytes: codec.encode(sequence) };
    await this.#store.shard(DEAD_LETTERS).commit({ puts: [put], events, fences: [fence] });
  }
}
