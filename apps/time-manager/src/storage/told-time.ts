import { EntityRepository, type EntityChange, type Store } from '@bodybroker/storage';
import { jsonCodec } from './json-codec.js';

/** Up to which game time the world's hours, phases, days and seasons have been published. */
export class ToldTime {
  readonly #times: EntityRepository<number>;

  constructor(store: Store, random: () => number) {
    this.#times = new EntityRepository(store, 'told', { ...jsonCodec<number>(), random });
  }

  /**
   * Moves a world's told time on, together with what is published of it. Does nothing when there is nothing to tell.
   * @param tell answers what to publish of the time after `toldGms`; a world heard of for the first time begins at `gms`
   */
  async moveTo(
    worldId: string,
    gms: number,
    tell: (toldGms: number) => Omit<EntityChange<number>, 'value'> | undefined,
  ): Promise<void> {
    if ((await this.#times.get(worldId)) === undefined) {
      await this.#times.upsert(worldId, (current) => ({ value: current?.value ?? gms }));
      return;
    }
    await this.#times.update(worldId, (current) => {
      const change = current.value < gms ? tell(current.value) : undefined;
      return change && { ...change, value: gms };
    });
  }
}
