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

  /** Adds a turn; one that changes nothing is not written. */
  async turn(worldId: string, regionId: string, turn: WeatherTurn): Promise<void> {
    const before = await this.read(worldId, regionId);
    if (withTurn(before, turn) === before) return;
    await this.#histories.upsert(`${worldId}/${regionId}`, (current) => ({
      value: { turns: withTurn(current?.value.turns ?? MILD, turn) },
    }));
  }
}
