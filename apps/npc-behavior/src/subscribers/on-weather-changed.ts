import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { notice, witnessesAt } from '../workers/notice.js';

/** People look up when the sky over their ward changes: some go in, some come out again. */
export const onWeatherChanged = (deps: Deps): Subscriber =>
  subscriber({
    event: WeatherChanged,
    durable: 'npc-behavior-weather',
    filterSubject: 'game.weather.changed.*',
    handle: async ({ worldId, regionId, newState, intensity }) => {
      if (!deps.worlds.ids.has(worldId)) return;
      await deps.worlds.see(worldId, regionId, { state: WeatherState[newState] ?? 'CLEAR', intensity });
      for (const { id } of deps.city.placesOf(regionId)) {
        await notice(deps, worldId, await witnessesAt(deps, worldId, id), []);
      }
    },
  });
