import { WeatherState, type IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { gmsOfHour } from '../domain/game-hour.js';
import { placeOf } from '../mapping/place-of.js';
import { placeKey } from '../storage/place.js';

/** The past hours of a region, newest first. */
export const getHistory =
  ({ skies }: Deps): Handler<IWeatherManagerService, 'getHistory'> =>
  async (request, context) => {
    const place = placeOf(request, context);
    const page = readPage(request, [placeKey(place)]);
    await skies.read(place);
    const { rows, nextPageToken } = await skies.history(place, page);
    return {
      records: rows.map(({ hour, state, intensity, isOverridden }) => ({
        gms: BigInt(gmsOfHour(hour)),
        state: WeatherState[state],
        intensity,
        overridden: isOverridden,
      })),
      nextPageToken,
    };
  };
