import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';

/** What is heard of a world as a whole. */
export interface WorldView {
  readonly gms: number;
  /** By region. */
  readonly weather: Readonly<Record<string, string>>;
}

export interface WorldsOptions {
  /** The game time of a world of which no hour has been heard yet. */
  readonly startGms: number;
  random(): number;
}

/** The clock and weather of each world as events tell them: the clock right to the hour, and never going back. */
export class Worlds {
  readonly #worlds: EntityRepository<WorldView>;
  readonly #startGms: number;

  constructor(store: Store, { startGms, random }: WorldsOptions) {
    this.#worlds = new EntityRepository(store, 'world', { ...jsonCodec<WorldView>(), random });
    this.#startGms = startGms;
  }

  async read(worldId: string): Promise<WorldView> {
    return (await this.#worlds.get(worldId))?.value ?? this.#unheard();
  }

  /** Moves a world's time on; a time that is past changes nothing. */
  async moveTo(worldId: string, gms: number): Promise<void> {
    if ((await this.read(worldId)).gms >= gms) return;
    await this.#worlds.upsert(worldId, (current) => {
      const before = current?.value ?? this.#unheard();
      return { value: { ...before, gms: Math.max(gms, before.gms) } };
    });
  }

  async setWeather(worldId: string, regionId: string, state: string): Promise<void> {
    if ((await this.read(worldId)).weather[regionId] === state) return;
    await this.#worlds.upsert(worldId, (current) => {
      const before = current?.value ?? this.#unheard();
      return { value: { ...before, weather: { ...before.weather, [regionId]: state } } };
    });
  }

  #unheard(): WorldView {
    return { gms: this.#startGms, weather: {} };
  }
}
