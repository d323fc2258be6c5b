import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';

const ID = 'registry';

/** Up to which revision of the bucket all changes have been told. */
export class ToldRevision {
  readonly #told: EntityRepository<number>;

  constructor(store: Store, random: () => number) {
    this.#told = new EntityRepository(store, 'told', { ...jsonCodec<number>(), random });
  }

  /** 0: nothing is known to have been told. */
  async read(): Promise<number> {
    return (await this.#told.get(ID))?.value ?? 0;
  }

  /** Never goes back. */
  async reach(revision: number): Promise<void> {
    await this.#told.upsert(ID, (current) => ({ value: Math.max(current?.value ?? 0, revision) }));
  }
}
