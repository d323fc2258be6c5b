import { worldOf } from '@bodybroker/service-kit';
import type { IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import { pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toWeather } from '../mapping/to-weather.js';

/** The present weather of all regions, by region id. */
export const listWeather =
  ({ regions, skies }: Deps): Handler<IWeatherManagerService, 'listWeather'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const page = readPage(request, [worldId]);
    const { rows, nextPageToken } = pageOf(regions.keys(), page, (id) => id);
    const outlooks = await Promise.all(rows.map((regionId) => skies.read({ worldId, regionId })));
    return {
      weather: outlooks.map(toWeather),
      nextPageToken,
    };
  };
