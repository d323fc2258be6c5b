import { WeatherChanged } from '@bodybroker/contracts-weather-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** From then on parts in that ward spoil at another pace. */
export const onWeatherChanged = ({ histories }: Deps): Subscriber =>
  subscriber<WeatherChanged>({
    event: WeatherChanged,
    durable: 'body-broker-integration-weather',
    filterSubject: 'game.weather.changed.*',
    handle: ({ worldId, regionId, gms, effects }, { event: { entityVersion } }) => {
      const turn = { gms: Number(gms), multiplier: effects?.decayMultiplier ?? 1, version: Number(entityVersion) };
      return histories.add(worldId, regionId, [turn]);
    },
  });
