import type { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import type { Client } from '@bodybroker/nats-sdk';
import { HOUR_GMS } from '../domain/freshness.js';
import type { WeatherTurn } from '../domain/weather-age.js';
import type { WeatherHistories } from '../storage/weather-histories.js';

type WeatherManager = Pick<Client<WeatherManagerServiceClient>, 'getWeather' | 'getHistory'>;

interface Region {
  readonly worldId: string;
  readonly regionId: string;
}

/** How long each answer is waited for. */
const OPTIONS = { timeoutMs: 800 } as const;
/** Hours asked for at once. */
const MAX_PAGE_SIZE = 200;
/** Weather that has been the same for longer than weather-manager remembers counts as begun this long ago. */
const REMEMBERED_GMS = 200 * HOUR_GMS;

/**
 * Completes the weather histories from weather-manager's own: events come late, and of hours that go by at once only the last
 * change is told. What an hour's weather was is settled when the hour is over.
 */
export class KnownWeather {
  readonly #weather: WeatherManager;
  readonly #histories: WeatherHistories;
  /** The present hour of a region when it was asked last. */
  readonly #reached = new Map<string, number>();

  constructor(weather: WeatherManager, histories: WeatherHistories) {
    this.#weather = weather;
    this.#histories = histories;
  }

  /**
   * Whether the history holds all weather up to a game time; asks only when it did not before.
   * @throws RpcError when weather-manager does not answer
   */
  async reaches(region: Region, gms: number): Promise<boolean> {
    const known = this.#reached.get(keyOf(region));
    return (known !== undefined && known >= gms) || (await this.catchUp(region)) + HOUR_GMS > gms;
  }

  /**
   * Brings the history up to the region's present hour.
   * @returns when that hour began
   * @throws RpcError when weather-manager does not answer
   */
  async catchUp(region: Region): Promise<number> {
    const { worldId, regionId } = region;
    const { untilGms, sinceGms, state } = await this.#weather.getWeather(region, OPTIONS);
    const present = { gms: Number(untilGms) - HOUR_GMS, state };
    const fromGms = this.#reached.get(keyOf(region)) ?? (await this.#histories.read(worldId, regionId)).at(-1)?.gms;
    const beginnings =
      fromGms === undefined
        ? [Math.max(Number(sinceGms), present.gms - REMEMBERED_GMS)]
        : await this.#changesSince(region, fromGms, present);
    const turns: WeatherTurn[] = [];
    for (const gms of beginnings) turns.push(await this.#turnAt(region, gms));
    await this.#histories.add(worldId, regionId, turns);
    this.#reached.set(keyOf(region), present.gms);
    return present.gms;
  }

  /** The hours, as of `fromGms`, with another weather than the one before. */
  async #changesSince(
    region: Region,
    fromGms: number,
    present: { readonly gms: number; readonly state: number },
  ): Promise<readonly number[]> {
    const hours = [present];
    // The hour before the first one tells whether that began something.
    const pageSize = Math.min(MAX_PAGE_SIZE, (present.gms - fromGms) / HOUR_GMS + 2);
    let pageToken = '';
    do {
      const page = await this.#weather.getHistory({ ...region, pageSize, pageToken }, OPTIONS);
      for (const { gms, state } of page.records) {
        // Time may have gone on since the present was asked for.
        if (Number(gms) < present.gms) hours.push({ gms: Number(gms), state });
      }
      pageToken = page.nextPageToken;
    } while (pageToken !== '' && (hours.at(-1) ?? present).gms >= fromGms);
    return hours
      .filter(({ gms, state }, nth) => gms >= fromGms && state !== hours[nth + 1]?.state)
      .map(({ gms }) => gms);
  }

  async #turnAt(region: Region, gms: number): Promise<WeatherTurn> {
    const { effects, version } = await this.#weather.getWeather({ ...region, atGms: BigInt(gms) }, OPTIONS);
    return { gms, multiplier: effects?.decayMultiplier ?? 1, version: Number(version) };
  }
}

const keyOf = ({ worldId, regionId }: Region): string => `${worldId}/${regionId}`;
