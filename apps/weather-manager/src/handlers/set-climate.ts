import { Climate, type IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkClimate } from '../domain/climate.js';
import { fromClimateMessage, toClimateMessage } from '../mapping/climate-message.js';
import { placeOf } from '../mapping/place-of.js';

/** Replaces the climate of a region; the next hour follows it. */
export const setClimate =
  ({ climates }: Deps): Handler<IWeatherManagerService, 'setClimate'> =>
  async (request, context) => {
    const climate = fromClimateMessage(request.climate ?? Climate.create());
    checkClimate(climate);
    const set = await climates.set(placeOf(request, context), climate, request.expectedVersion);
    return toClimateMessage(request.regionId, set);
  };
