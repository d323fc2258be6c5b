import { notFound } from '@bodybroker/domain';
import { type Entity, EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { Climate } from '../domain/climate.js';
import type { Region, Regions } from '../domain/region.js';
import { placeKey, type Place } from './place.js';

export interface ClimatesOptions {
  /** The worlds that have weather. */
  readonly worlds: ReadonlySet<string>;
  readonly regions: Regions;
  random(): number;
}

/** The climate of each region: the one that was set, or else the one that came with it (version 0). */
export class Climates {
  readonly #worlds: ReadonlySet<string>;
  readonly #regions: Regions;
  readonly #climates: EntityRepository<Climate>;

  constructor(store: Store, { worlds, regions, random }: ClimatesOptions) {
    this.#worlds = worlds;
    this.#regions = regions;
    this.#climates = new EntityRepository(store, 'climate', { ...jsonCodec<Climate>(), random });
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND, REGION_NOT_FOUND */
  async get(place: Place): Promise<Entity<Climate>> {
    const region = this.#regionOf(place);
    const id = placeKey(place);
    return (await this.#climates.get(id)) ?? { id, version: 0n, value: region.climate, updatedMs: 0 };
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND, REGION_NOT_FOUND; VERSION_CONFLICT */
  async set(place: Place, climate: Climate, expectedVersion: bigint | undefined): Promise<Entity<Climate>> {
    this.#regionOf(place);
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#climates.upsert(placeKey(place), () => ({ value: climate }), options);
  }

  #regionOf({ worldId, regionId }: Place): Region {
    if (!this.#worlds.has(worldId)) throw notFound('world', worldId);
    const region = this.#regions.get(regionId);
    if (region === undefined) throw notFound('region', regionId);
    return region;
  }
}
