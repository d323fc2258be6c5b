import { type EntityChange, EntityRepository, jsonCodec, type Put, type Store } from '@bodybroker/storage';

const KIND = 'told';
const codec = jsonCodec<number>();

/** The told time of a world that begins, to be written together with its clock. */
export function firstToldTime(worldId: string, gms: number): Put {
  return { kind: KIND, id: worldId, bytes: codec.encode(gms) };
}

/** Up to which game time a world's hours, phases, days and seasons have been published. */
export class ToldTime {
  readonly #times: EntityRepository<number>;

  constructor(store: Store, random: () => number) {
    this.#times = new EntityRepository(store, KIND, { ...codec, random });
  }

  /**
   * Moves the told time of a world on, together with what is published of it.
   * @param tell answers what to publish of the time after `toldGms`; undefined leaves all as it is
   */
  async moveTo(
    worldId: string,
    gms: number,
    tell: (toldGms: number) => Omit<EntityChange<number>, 'value'> | undefined,
  ): Promise<void> {
    await this.#times.update(worldId, ({ value: toldGms }) => {
      const change = toldGms < gms ? tell(toldGms) : undefined;
      return change && { ...change, value: gms };
    });
  }
}
