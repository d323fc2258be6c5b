import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import { MILD, withTurn, type WeatherHistory, type WeatherTurn } from '../domain/weather-age.js';

/** How the weather of each region has sped decay up and slowed it down. */
export class WeatherHistories {
  readonly #histories: EntityRepository<{ readonly turns: WeatherHistory }>;

  constructor(store: Store, random: () => number) {
    this.#histories = new EntityRepository(store, 'weather', { ...jsonCodec<{ turns: WeatherHistory }>(), random });
  }

  async read(worldId: string, regionId: string): Promise<WeatherHistory> {
    return (await this.#histories.get(`${worldId}/${regionId}`))?.value.turns ?? MILD;
  }

  /** Adds turns; what changes nothing is not written. */
  async add(worldId: string, regionId: string, turns: readonly WeatherTurn[]): Promise<void> {
    const before = await this.read(worldId, regionId);
    if (turns.reduce(withTurn, before) === before) return;
    await this.#histories.upsert(`${worldId}/${regionId}`, (current) => ({
      value: { turns: turns.reduce(withTurn, current?.value.turns ?? MILD) },
    }));
  }
}
