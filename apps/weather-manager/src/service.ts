import { parseWorldIds, systemSleep } from '@bodybroker/domain';
import { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { WeatherManagerService, contract, type IWeatherManagerService } from '@bodybroker/contracts-weather-manager';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadRegions } from './content/load-regions.js';
import type { Deps } from './deps.js';
import { advanceWeather } from './handlers/advance-weather.js';
import { clearOverride } from './handlers/clear-override.js';
import { getClimate } from './handlers/get-climate.js';
import { getForecast } from './handlers/get-forecast.js';
import { getHistory } from './handlers/get-history.js';
import { getWeather } from './handlers/get-weather.js';
import { listWeather } from './handlers/list-weather.js';
import { overrideWeather } from './handlers/override-weather.js';
import { setClimate } from './handlers/set-climate.js';
import { watchWeather } from './handlers/watch-weather.js';
import { skyTold } from './publishers/sky-told.js';
import { Climates } from './storage/climates.js';
import { Skies } from './storage/skies.js';
import { onTimePassed } from './subscribers/on-time-passed.js';
import { followClock } from './workers/follow-clock.js';

/** The weather over each region of each world. */
export const service = defineService({
  name: 'weather-manager',
  contract,
  config,
  build: ({ config: { worlds: list, worldSeed, syncMs }, store, content, clock, random, logger, client }) => {
    const worlds = parseWorldIds(list);
    const regions = loadRegions(content);
    const climates = new Climates(store, { worlds, regions, random });
    const deps: Deps = {
      worlds,
      regions,
      climates,
      skies: new Skies(store, {
        worldSeed,
        climates,
        random,
        tell: (place, before, change, version) => skyTold(place, before, change, version, clock.now()),
      }),
      time: client(TimeManagerServiceClient),
      sleep: systemSleep,
    };
    return {
      implementations: [
        implement<IWeatherManagerService>(WeatherManagerService, {
          getWeather: getWeather(deps),
          listWeather: listWeather(deps),
          getForecast: getForecast(deps),
          getHistory: getHistory(deps),
          watchWeather: watchWeather(deps),
          getClimate: getClimate(deps),
          setClimate: setClimate(deps),
          overrideWeather: overrideWeather(deps),
          clearOverride: clearOverride(deps),
          advanceWeather: advanceWeather(deps),
        }),
      ],
      subscribers: [onTimePassed(deps)],
      workers: [followClock(deps, { logger, syncMs })],
    };
  },
});
