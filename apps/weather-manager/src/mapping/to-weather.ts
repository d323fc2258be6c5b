import { WeatherState, type Weather } from '@bodybroker/contracts-weather-manager';
import { airOf } from '../domain/air.js';
import { gmsOfHour } from '../domain/game-hour.js';
import { shownWeather, type WeatherRecord } from '../domain/region-sky.js';
import { effectsOf } from '../domain/weather-effects.js';
import type { Outlook } from '../storage/skies.js';

/** The weather of a region in its present hour. */
export function toWeather({ place, nature, sky: { value: sky, version } }: Outlook): Weather {
  const { state, intensity, override } = shownWeather(sky);
  return {
    ...place,
    state: WeatherState[state],
    intensity,
    ...airOf(nature.climate, sky.hour, state, intensity),
    sinceGms: BigInt(gmsOfHour(sky.shown.sinceHour)),
    untilGms: BigInt(gmsOfHour(sky.hour + 1)),
    overridden: override !== undefined,
    overrideId: override?.id ?? '',
    effects: effectsOf(state, intensity),
    version,
  };
}

/** The weather of a region in a past hour; since when it was so is not told beyond that hour. */
export function toPastWeather({ place, nature, sky }: Outlook, record: WeatherRecord): Weather {
  const { hour, state, intensity, isOverridden } = record;
  return {
    ...place,
    state: WeatherState[state],
    intensity,
    ...airOf(nature.climate, hour, state, intensity),
    sinceGms: BigInt(gmsOfHour(hour)),
    untilGms: BigInt(gmsOfHour(hour + 1)),
    overridden: isOverridden,
    overrideId: '',
    effects: effectsOf(state, intensity),
    version: sky.version,
  };
}
