import { jsonCodec, type Store } from '@bodybroker/storage';

/** How far the projection has been brought from the ledger. */
export interface Checkpoint {
  /** All records up to here are in it. */
  readonly through: number;
  /**
   * Where the ledger stood when this projection was begun. Records after it are published as they are taken in; older ones were
   * published by the projection before this one, unless they are too young to be sure.
   */
  readonly begunAt: number;
}

const KIND = 'checkpoint';
const ID = 'ledger';
const codec = jsonCodec<Checkpoint>();

/** One checkpoint for the whole service. */
export class Checkpoints {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Undefined when the store was emptied. */
  async get(): Promise<Checkpoint | undefined> {
    const stored = await this.#store.shard(ID).get(KIND, ID);
    return stored && codec.decode(stored.bytes);
  }

  async set(checkpoint: Checkpoint): Promise<void> {
    await this.#store.shard(ID).commit({ puts: [{ kind: KIND, id: ID, bytes: codec.encode(checkpoint) }] });
  }
}
