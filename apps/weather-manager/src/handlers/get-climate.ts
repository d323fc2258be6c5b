import type { IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toClimateMessage } from '../mapping/climate-message.js';
import { placeOf } from '../mapping/place-of.js';

/** How the weather of a region behaves. */
export const getClimate =
  ({ climates }: Deps): Handler<IWeatherManagerService, 'getClimate'> =>
  async (request, context) =>
    toClimateMessage(request.regionId, await climates.get(placeOf(request, context)));
