import type { IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import { invalidArgument, notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { hourAt } from '../domain/game-hour.js';
import { placeOf } from '../mapping/place-of.js';
import { toPastWeather, toWeather } from '../mapping/to-weather.js';

/** The weather of a region in the present game hour, or in one of the last 240 hours. */
export const getWeather =
  ({ skies }: Deps): Handler<IWeatherManagerService, 'getWeather'> =>
  async (request, context) => {
    const place = placeOf(request, context);
    const outlook = await skies.read(place);
    const presentHour = outlook.sky.value.hour;
    const hour = request.atGms === undefined ? presentHour : hourAt(Number(request.atGms));
    if (hour > presentHour) throw invalidArgument('at_gms', 'is still to come; see GetForecast', 'AT_GMS_FUTURE');
    if (hour === presentHour) return toWeather(outlook);
    const record = await skies.recordOf(place, hour);
    if (record === undefined) throw notFound('weather', String(request.atGms), 'WEATHER_FORGOTTEN');
    return toPastWeather(outlook, record);
  };
