import { worldOf } from '@bodybroker/service-kit';
import type { IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { hourAt } from '../domain/game-hour.js';
import { advanceSky } from '../domain/region-sky.js';
import { toWeather } from '../mapping/to-weather.js';

/** Steps one region, or all, to the hour of a game time. */
export const advanceWeather =
  ({ regions, skies }: Deps): Handler<IWeatherManagerService, 'advanceWeather'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const toHour = hourAt(Number(request.toGms));
    const regionIds = request.regionId === undefined ? [...regions.keys()] : [request.regionId];
    let hoursStepped = 0;
    const outlooks = await Promise.all(
      regionIds.map(async (regionId) => {
        const { sky: before } = await skies.read({ worldId, regionId });
        const outlook = await skies.change({ worldId, regionId }, (nature, sky) => advanceSky(nature, sky, toHour));
        hoursStepped += outlook.sky.value.hour - before.value.hour;
        return outlook;
      }),
    );
    return { weather: outlooks.map(toWeather), hoursStepped: BigInt(hoursStepped) };
  };
