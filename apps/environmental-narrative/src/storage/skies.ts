import { HOUR_GMS } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import { addSpell, type Sky, type Spell } from '../domain/sky.js';

/** The game starts on its first day at 08:00. */
const FIRST_GMS = 8 * HOUR_GMS;

/** What was heard of the hour and of the sky over each region: what traces age by. */
export class Skies {
  readonly #skies: EntityRepository<Sky>;
  readonly #clocks: EntityRepository<{ readonly gms: number }>;

  constructor(store: Store, random: () => number) {
    this.#skies = new EntityRepository(store, 'sky', { ...jsonCodec<Sky>(), random });
    this.#clocks = new EntityRepository(store, 'clock', { ...jsonCodec<{ readonly gms: number }>(), random });
  }

  async over(worldId: string, regionId: string): Promise<Sky> {
    return (await this.#skies.get(`${worldId}/${regionId}`))?.value ?? [];
  }

  async hear(worldId: string, regionId: string, spell: Spell): Promise<void> {
    await this.#skies.upsert(`${worldId}/${regionId}`, (current) => {
      const sky = current?.value ?? [];
      return { value: addSpell(sky, spell) ?? sky };
    });
  }

  /** The last hour that was heard of. */
  async hour(worldId: string): Promise<number> {
    return (await this.#clocks.get(worldId))?.value.gms ?? FIRST_GMS;
  }

  async hearHour(worldId: string, gms: number): Promise<void> {
    if (gms <= (await this.hour(worldId))) return;
    await this.#clocks.upsert(worldId, (current) => ({ value: { gms: Math.max(gms, current?.value.gms ?? 0) } }));
  }
}
