import { worldOf } from '@bodybroker/service-kit';
import type { IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { regionOfOverride } from '../domain/override-id.js';
import { clearOverride as clearedSky } from '../domain/region-sky.js';
import type { WeatherOverride } from '../domain/weather-override.js';
import { toOverride } from '../mapping/to-override.js';

/** Takes an override away. */
export const clearOverride =
  ({ regions, skies }: Deps): Handler<IWeatherManagerService, 'clearOverride'> =>
  async (request, context) => {
    const { overrideId, expectedVersion } = request;
    const regionId = regionOfOverride(overrideId);
    if (regionId === undefined || !regions.has(regionId)) throw notFound('override', overrideId);
    const place = { worldId: worldOf(request, context), regionId };
    let cleared: WeatherOverride | undefined;
    await skies.change(place, (_nature, sky) => {
      const change = clearedSky(sky, overrideId, expectedVersion);
      cleared = change.override;
      return change;
    });
    if (cleared === undefined) throw notFound('override', overrideId);
    return toOverride(place, cleared);
  };
