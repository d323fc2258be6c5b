import { markReplay, receiptOf } from '@bodybroker/service-kit';
import {
  OverrideWeatherRequest,
  WeatherOverride,
  type IWeatherManagerService,
} from '@bodybroker/contracts-weather-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { hourAt } from '../domain/game-hour.js';
import { overrideIdOf } from '../domain/override-id.js';
import { addOverride } from '../domain/region-sky.js';
import { placeOf } from '../mapping/place-of.js';
import { toOrder } from '../mapping/to-order.js';
import { toOverride } from '../mapping/to-override.js';
import type { Place } from '../storage/place.js';
import { stepRegion } from '../workers/step-region.js';

/** How long the clock is waited for. */
const CLOCK_TIMEOUT_MS = 600;

/** Covers what nature would do for some hours; a repeat with the same idempotency key adds no second cover. */
export const overrideWeather =
  (deps: Deps): Handler<IWeatherManagerService, 'overrideWeather'> =>
  async (request, context) => {
    const place = placeOf(request, context);
    if (request.fromGms === undefined) await catchUp(deps, place);
    const result = await deps.skies.changeOnce(
      place,
      receiptOf(context, OverrideWeatherRequest.toBinary(request)),
      (sky, version) => addOverride(sky, toOrder(request, overrideIdOf(place.regionId, version))),
      ({ override }) => WeatherOverride.toBinary(toOverride(place, override)),
    );
    if (result.status === 'replayed') markReplay(context);
    return WeatherOverride.fromBinary(result.response);
  };

/** "Now" is what the clock says, also while its last hours are still to be heard of. Without the clock it is the region's own hour. */
async function catchUp(deps: Deps, place: Place): Promise<void> {
  await deps.skies.read(place);
  const options = { timeoutMs: CLOCK_TIMEOUT_MS, as: 'self' } as const;
  const time = await deps.time.getTime({ worldId: place.worldId }, options).catch(() => undefined);
  if (time !== undefined) await stepRegion(deps, place, hourAt(Number(time.gms)));
}
