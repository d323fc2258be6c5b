import { WeatherChanged } from '@bodybroker/contracts-weather-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** From now on parts in that ward spoil at another pace. */
export const onWeatherChanged = ({ histories }: Deps): Subscriber =>
  subscriber<WeatherChanged>({
    event: WeatherChanged,
    durable: 'body-broker-integration-weather',
    filterSubject: 'game.weather.changed.*',
    handle: ({ worldId, regionId, gms, effects }) =>
      histories.turn(worldId, regionId, { gms: Number(gms), multiplier: effects?.decayMultiplier ?? 1 }),
  });
