import { OverrideState, WeatherState, type WeatherOverride } from '@bodybroker/contracts-weather-manager';
import { gmsOfHour } from '../domain/game-hour.js';
import type { WeatherOverride as Override } from '../domain/weather-override.js';
import type { Place } from '../storage/place.js';

/** An override as the contract says it. */
export function toOverride(place: Place, override: Override): WeatherOverride {
  return {
    id: override.id,
    ...place,
    state: WeatherState[override.state],
    intensity: override.intensity,
    fromGms: BigInt(gmsOfHour(override.fromHour)),
    untilGms: BigInt(gmsOfHour(override.untilHour)),
    priority: override.priority,
    reason: override.reason,
    foreseen: override.isForeseen,
    overrideState: OverrideState[override.lifeState],
    version: BigInt(override.version),
  };
}
