import { markReplay, receiptOf } from '@bodybroker/service-kit';
import {
  OverrideWeatherRequest,
  WeatherOverride,
  type IWeatherManagerService,
} from '@bodybroker/contracts-weather-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { overrideIdOf } from '../domain/override-id.js';
import { addOverride } from '../domain/region-sky.js';
import { placeOf } from '../mapping/place-of.js';
import { toOrder } from '../mapping/to-order.js';
import { toOverride } from '../mapping/to-override.js';

/** Covers what nature would do for some hours; a repeat with the same idempotency key adds no second cover. */
export const overrideWeather =
  ({ skies }: Deps): Handler<IWeatherManagerService, 'overrideWeather'> =>
  async (request, context) => {
    const place = placeOf(request, context);
    const result = await skies.changeOnce(
      place,
      receiptOf(context, OverrideWeatherRequest.toBinary(request)),
      (sky, version) => addOverride(sky, toOrder(request, overrideIdOf(place.regionId, version))),
      ({ override }) => WeatherOverride.toBinary(toOverride(place, override)),
    );
    if (result.status === 'replayed') markReplay(context);
    return WeatherOverride.fromBinary(result.response);
  };
