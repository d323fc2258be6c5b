import { WeatherState, type StateProbability } from '@bodybroker/contracts-weather-manager';
import type { Distribution } from '../domain/climate.js';
import { WEATHER_STATES } from '../domain/weather-state.js';

/** The possible states of a distribution, likeliest first. */
export function toProbabilities(distribution: Distribution): StateProbability[] {
  return WEATHER_STATES.map((state) => ({ state: WeatherState[state], probability: distribution[state] ?? 0 }))
    .filter(({ probability }) => probability > 0)
    .sort((a, b) => b.probability - a.probability);
}
