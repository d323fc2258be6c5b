import type { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import type { Client } from '@bodybroker/nats-sdk';
import type { Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';
import { dayOf } from '../domain/daily-offers.js';

export interface FollowWorldOptions {
  readonly weather: Pick<Client<WeatherManagerServiceClient>, 'listWeather'>;
  readonly logger: Logger;
  /** Ids; the clients' wallets follow the first one's days. */
  readonly worlds: readonly string[];
  /** Between two looks. */
  readonly syncMs: number;
}

/** How soon it is tried again when somebody did not answer. */
const RETRY_MS = 3000;
/** Regions asked for at once: all. */
const PAGE_SIZE = 200;

/**
 * Asks for the weather of all wards, at the start and every now and then, so that a lost event does not stay lost; and fills the
 * clients' wallets for the day.
 */
export function followWorld(deps: Deps, { weather, logger, worlds, syncMs }: FollowWorldOptions): Worker {
  const lookAtSky = async (worldId: string): Promise<void> => {
    const { weather: sky } = await weather.listWeather({ worldId, pageSize: PAGE_SIZE });
    for (const { regionId } of sky) await deps.weather.catchUp({ worldId, regionId });
  };
  const fillWallets = async (): Promise<void> => {
    const [first] = worlds;
    if (first !== undefined) await deps.wallets.fillUpTo(dayOf(await deps.gameClock.now(first)));
  };
  const follow = async (signal: AbortSignal): Promise<number> => {
    const results = await Promise.allSettled([fillWallets(), ...worlds.map(lookAtSky)]);
    const failed = results.filter((result) => result.status === 'rejected');
    if (failed.length === 0 || signal.aborted) return syncMs;
    logger.debug('the world could not be followed', { error: failed[0]?.reason });
    return Math.min(RETRY_MS, syncMs);
  };
  return {
    name: 'follow-world',
    run: async (signal) => {
      while (!signal.aborted) await deps.sleep(await follow(signal), signal);
    },
  };
}
