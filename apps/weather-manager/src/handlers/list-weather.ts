import { worldOf } from '@bodybroker/service-kit';
import type { IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toWeather } from '../mapping/to-weather.js';

/** The present weather of all regions, by region id. */
export const listWeather =
  ({ regions, skies }: Deps): Handler<IWeatherManagerService, 'listWeather'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const page = readPage(request, [worldId]);
    const rest = [...regions.keys()].filter((id) => page.after === undefined || id > page.after);
    const shown = rest.slice(0, page.size);
    const outlooks = await Promise.all(shown.map((regionId) => skies.read({ worldId, regionId })));
    const last = shown.at(-1);
    return {
      weather: outlooks.map(toWeather),
      nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(last),
    };
  };
