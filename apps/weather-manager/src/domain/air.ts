import type { Climate } from './climate.js';
import { hourOfDay, seasonOfHour } from './game-hour.js';
import type { WeatherState } from './weather-state.js';

/** What the air is like in some weather. */
export interface Air {
  readonly temperatureC: number;
  readonly windMps: number;
  /** Relative, 0 to 1. */
  readonly humidity: number;
  readonly visibilityM: number;
}

interface AirOfState {
  /** Added to the temperature of the season and the hour. */
  readonly offsetC: number;
  /** At intensity 0 and at intensity 1. */
  readonly windMps: readonly [number, number];
  readonly humidity: readonly [number, number];
  readonly visibilityM: readonly [number, number];
}

/** The game's own numbers, made to feel right rather than measured. */
const AIR: Readonly<Record<WeatherState, AirOfState>> = {
  CLEAR: { offsetC: 1.5, windMps: [0.5, 5], humidity: [0.35, 0.5], visibilityM: [20_000, 12_000] },
  OVERCAST: { offsetC: -1, windMps: [1, 7], humidity: [0.55, 0.75], visibilityM: [12_000, 6000] },
  FOG: { offsetC: -2, windMps: [0, 1.5], humidity: [0.92, 1], visibilityM: [800, 40] },
  RAIN: { offsetC: -3, windMps: [2, 10], humidity: [0.8, 0.98], visibilityM: [6000, 1200] },
  STORM: { offsetC: -4, windMps: [9, 28], humidity: [0.85, 1], visibilityM: [3000, 400] },
  ASHFALL: { offsetC: 2, windMps: [1, 6], humidity: [0.2, 0.35], visibilityM: [2500, 150] },
  BLOODRAIN: { offsetC: 3, windMps: [0, 4], humidity: [0.9, 1], visibilityM: [2000, 300] },
  SNOW: { offsetC: -6, windMps: [1, 9], humidity: [0.7, 0.9], visibilityM: [4000, 250] },
};

const WARMEST_HOUR = 15;

/** Season's mean, plus a cosine over the day that is highest at 15:00, plus what the state adds. */
export function airOf(climate: Climate, hour: number, state: WeatherState, intensity: number): Air {
  const { tempMean, tempSwing } = climate[seasonOfHour(hour)];
  const air = AIR[state];
  const dayCurve = tempSwing * Math.cos(((hourOfDay(hour) - WARMEST_HOUR) / 24) * 2 * Math.PI);
  return {
    temperatureC: round(tempMean + dayCurve + air.offsetC, 1),
    windMps: round(between(air.windMps, intensity), 1),
    humidity: round(between(air.humidity, intensity), 3),
    visibilityM: round(between(air.visibilityM, intensity), 0),
  };
}

function between([low, high]: readonly [number, number], share: number): number {
  return low + (high - low) * share;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
