import { OverrideEnded, OverrideStarted, WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { createEvent, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { gmsOfHour } from '../domain/game-hour.js';
import { shownWeather, type RegionSky, type SkyChange } from '../domain/region-sky.js';
import type { WeatherOverride } from '../domain/weather-override.js';
import { effectsOf } from '../domain/weather-effects.js';
import { toOverride } from '../mapping/to-override.js';
import { placeKey, type Place } from '../storage/place.js';

/**
 * Tells of overrides that began or ended, then of another state than before, if people see one. Hours that went by in one
 * change are told as one: from the first hour's state to the last one's.
 * @param version the sky's after the change
 */
export function skyTold(
  place: Place,
  before: RegionSky,
  { sky, started, ended }: SkyChange,
  version: bigint,
  nowMs: number,
): readonly OutboxEvent[] {
  const facts = (eventId: string): EventFacts => ({
    source: 'weather-manager',
    clock: { now: () => nowMs },
    eventId: `weather:${placeKey(place)}:${eventId}`,
    entityId: place.regionId,
    entityVersion: version,
    gameTimeGms: BigInt(gmsOfHour(sky.hour)),
  });
  const overrideFacts = ({ id, lifeState }: WeatherOverride): EventFacts => facts(`${id}:${lifeState.toLowerCase()}`);
  const events = [
    ...started.map((each) =>
      createEvent(OverrideStarted, { weatherOverride: toOverride(place, each) }, overrideFacts(each)),
    ),
    ...ended.map((each) =>
      createEvent(OverrideEnded, { weatherOverride: toOverride(place, each) }, overrideFacts(each)),
    ),
  ];
  if (before.shown.state === sky.shown.state) return events;
  return [...events, createEvent(WeatherChanged, weatherChanged(place, before, sky), facts(`sky:${version}`))];
}

function weatherChanged(place: Place, before: RegionSky, sky: RegionSky): WeatherChanged {
  const { state, intensity, override } = shownWeather(sky);
  return {
    ...place,
    oldState: WeatherState[before.shown.state],
    newState: WeatherState[state],
    intensity,
    effects: effectsOf(state, intensity),
    gms: BigInt(gmsOfHour(sky.shown.sinceHour)),
    overridden: override !== undefined,
  };
}
