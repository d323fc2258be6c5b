import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { hearWeather } from '../domain/world-clock.js';

/** Remembers the weather of a region, which weighs on its dread from the next hour on. */
export const onWeatherChanged = ({ worlds }: Deps): Subscriber =>
  subscriber<WeatherChanged>({
    event: WeatherChanged,
    durable: 'world-state-weather',
    filterSubject: 'game.weather.changed.*',
    handle: async ({ worldId, regionId, newState, intensity, effects, gms }) => {
      if (!worlds.ids.has(worldId)) return;
      const state = WeatherState[newState];
      const heard = { state, intensity, sinceGms: Number(gms), dreadDelta: effects?.dreadDelta ?? 0 };
      await worlds.write(worldId, () => undefined, { clock: (clock) => hearWeather(clock, regionId, heard) });
    },
  });
