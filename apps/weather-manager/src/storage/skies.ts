import { cutPage, isDomainError, notFound, type Page, type PageOf } from '@bodybroker/domain';
import {
  type Entity,
  type EntityChange,
  EntityRepository,
  jsonCodec,
  type OnceResult,
  type OutboxEvent,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import { HISTORY_HOURS, beginSky, type RegionSky, type SkyChange, type WeatherRecord } from '../domain/region-sky.js';
import type { Nature } from '../domain/weather-chain.js';
import type { Climates } from './climates.js';
import { placeKey, type Place } from './place.js';

export interface SkiesOptions {
  readonly worldSeed: string;
  readonly climates: Climates;
  /** What to publish of a change. */
  tell(place: Place, before: RegionSky, change: SkyChange, version: bigint): readonly OutboxEvent[];
  random(): number;
}

/** A sky together with what decides about it. */
export interface Outlook {
  readonly place: Place;
  readonly nature: Nature;
  readonly sky: Entity<RegionSky>;
}

/** How a sky changes; undefined leaves it as it is. */
export type ChangeSky = (nature: Nature, sky: RegionSky) => SkyChange | undefined;

const records = jsonCodec<WeatherRecord>();

/** The sky over each region, its past hours, and the events of what changes it. A sky begins at hour 0 when first asked for. */
export class Skies {
  readonly #store: Store;
  readonly #options: SkiesOptions;
  readonly #skies: EntityRepository<RegionSky>;

  constructor(store: Store, options: SkiesOptions) {
    this.#store = store;
    this.#options = options;
    this.#skies = new EntityRepository(store, 'sky', { ...jsonCodec<RegionSky>(), random: () => options.random() });
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND, REGION_NOT_FOUND */
  async read(place: Place): Promise<Outlook> {
    const [nature, sky] = await Promise.all([this.#natureOf(place), this.#skies.get(placeKey(place))]);
    return { place, nature, sky: sky ?? (await this.#begin(place, nature)) };
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND, REGION_NOT_FOUND; whatever `change` throws */
  change(place: Place, change: ChangeSky): Promise<Outlook> {
    return this.#onceBegun(place, async () => {
      const asked = this.#natureOf(place);
      const [nature, sky] = await Promise.all([
        asked,
        this.#skies.update(placeKey(place), async ({ value: before }, version) => {
          const changed = change(await asked, before);
          return changed && this.#toEntityChange(place, before, changed, version);
        }),
      ]);
      return { place, nature, sky };
    });
  }

  /** Like change, but once for each receipt: a repeat answers what the first one did. */
  changeOnce<Change extends SkyChange>(
    place: Place,
    receipt: ReceiptRef,
    change: (sky: RegionSky, version: bigint) => Change,
    respond: (change: Change) => Uint8Array,
  ): Promise<OnceResult<RegionSky>> {
    return this.#onceBegun(place, () =>
      this.#skies.upsertOnce(placeKey(place), receipt, (current, version) => {
        if (current === undefined) throw notFound('sky', placeKey(place));
        const changed = change(current.value, version);
        return { ...this.#toEntityChange(place, current.value, changed, version), response: respond(changed) };
      }),
    );
  }

  /** Nearly every sky has begun long ago: that one has not shows when it is missing. */
  async #onceBegun<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!isDomainError(error) || error.reason !== 'SKY_NOT_FOUND') throw error;
    }
    await this.read(place);
    return work();
  }

  /** Past hours, newest first. */
  async history(place: Place, page: Page): Promise<PageOf<WeatherRecord>> {
    const entries = await this.#store.shard(placeKey(place)).log(logOf(place), {
      ...(page.after === undefined ? {} : { before: BigInt(page.after) }),
      limit: page.size + 1,
    });
    const { rows, nextPageToken } = cutPage(entries, page, ({ sequence }) => String(sequence));
    return { rows: rows.map(({ bytes }) => records.decode(bytes)), nextPageToken };
  }

  /** What the weather of a past hour was; undefined when it is too long ago. */
  async recordOf(place: Place, hour: number): Promise<WeatherRecord | undefined> {
    const entries = await this.#store.shard(placeKey(place)).log(logOf(place), { limit: HISTORY_HOURS });
    return entries.map(({ bytes }) => records.decode(bytes)).find((record) => record.hour === hour);
  }

  #toEntityChange(place: Place, before: RegionSky, change: SkyChange, version: bigint): EntityChange<RegionSky> {
    const logs = change.records.map((record) => ({
      log: logOf(place),
      bytes: records.encode(record),
      maxEntries: HISTORY_HOURS,
    }));
    return { value: change.sky, logs, events: this.#options.tell(place, before, change, version) };
  }

  async #natureOf(place: Place): Promise<Nature> {
    const { value: climate } = await this.#options.climates.get(place);
    return { ...place, climate, worldSeed: this.#options.worldSeed };
  }

  async #begin(place: Place, nature: Nature): Promise<Entity<RegionSky>> {
    try {
      return await this.#skies.create(placeKey(place), () => ({ value: beginSky(nature) }));
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'ALREADY_EXISTS') throw error;
      return this.#skies.require(placeKey(place));
    }
  }
}

const logOf = (place: Place): string => `history:${placeKey(place)}`;
