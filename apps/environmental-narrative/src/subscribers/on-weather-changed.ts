import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Remembers what the sky over a region did: rain washes what was left before it. */
export const onWeatherChanged = ({ worlds, skies }: Deps): Subscriber =>
  subscriber<WeatherChanged>({
    event: WeatherChanged,
    durable: 'environmental-narrative-weather',
    filterSubject: 'game.weather.changed.*',
    handle: async ({ worldId, regionId, newState, intensity, gms }) => {
      if (!worlds.has(worldId)) return;
      await skies.hear(worldId, regionId, { fromGms: Number(gms), state: WeatherState[newState], intensity });
    },
  });
