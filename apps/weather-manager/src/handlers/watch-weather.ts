import { worldOf } from '@bodybroker/service-kit';
import type { IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toWeather } from '../mapping/to-weather.js';

/** How often the skies are looked at, in real milliseconds. */
const LOOK_MS = 500;

/** The weather now, then whenever an hour or an override changed it, until the caller leaves. */
export const watchWeather = ({ regions, skies, sleep }: Deps): Handler<IWeatherManagerService, 'watchWeather'> =>
  async function* (request, context) {
    const worldId = worldOf(request, context);
    const watched = request.regionIds.length === 0 ? [...regions.keys()] : [...new Set(request.regionIds)];
    const shown = new Map<string, bigint>();
    while (!context.signal.aborted) {
      const outlooks = await Promise.all(watched.map((regionId) => skies.read({ worldId, regionId })));
      for (const outlook of outlooks) {
        const { regionId } = outlook.place;
        if (shown.get(regionId) !== outlook.sky.version) yield toWeather(outlook);
        shown.set(regionId, outlook.sky.version);
      }
      await sleep(LOOK_MS, context.signal);
    }
  };
