import { type EntityChange, EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';

interface WorldTime {
  readonly gms: number;
}

export interface WorldTimesOptions {
  /** The game time of a world of which no hour has been heard yet. */
  readonly startGms: number;
  random(): number;
}

/** The game clock of each world as its events tell it: right to the hour, and never going back. */
export class WorldTimes {
  readonly #times: EntityRepository<WorldTime>;
  readonly #startGms: number;

  constructor(store: Store, { startGms, random }: WorldTimesOptions) {
    this.#times = new EntityRepository(store, 'time', { ...jsonCodec<WorldTime>(), random });
    this.#startGms = startGms;
  }

  async gms(worldId: string): Promise<number> {
    return (await this.#times.get(worldId))?.value.gms ?? this.#startGms;
  }

  /** Moves a world's time on; a time that is past changes nothing. */
  async moveTo(worldId: string, gms: number): Promise<void> {
    if ((await this.gms(worldId)) >= gms) return;
    await this.#times.upsert(worldId, (current): EntityChange<WorldTime> => ({
      value: { gms: Math.max(gms, current?.value.gms ?? 0) },
    }));
  }
}
