import { draw, pickWeighted } from '@bodybroker/domain';
import type { Climate, Matrix } from './climate.js';
import { seasonOfHour } from './game-hour.js';
import { WEATHER_STATES, type WeatherState } from './weather-state.js';

/** What decides about a region's weather: chance that is the same on every replica, and the climate. */
export interface Nature {
  readonly worldSeed: string;
  readonly worldId: string;
  readonly regionId: string;
  readonly climate: Climate;
}

/** What nature does in one hour. */
export interface NaturalWeather {
  readonly state: WeatherState;
  /** 0 to 1. */
  readonly intensity: number;
}

/** Intensity is an autoregressive process of order 1: it keeps this share of its distance from the mean each hour… */
const PERSISTENCE = 0.8;
const MEAN_INTENSITY = 0.5;
/** …and is moved by at most this much, evenly distributed. */
const MAX_SHOCK = 0.25;

/** The weather of hour 0, from which all other weather follows. */
export function originWeather({ climate }: Nature): NaturalWeather {
  return { state: firstState(climate[seasonOfHour(0)].matrix), intensity: MEAN_INTENSITY };
}

/**
 * The weather of the hour `hour`, from that of the hour before: a Markov chain whose chance is a hash of seed, place and
 * hour, so that stepping is a pure function and skipping ahead equals going there step by step.
 */
export function stepWeather(nature: Nature, before: NaturalWeather, hour: number): NaturalWeather {
  const chance = (what: string): number =>
    draw(nature.worldSeed, 'weather', what, nature.worldId, nature.regionId, hour);
  const { matrix } = nature.climate[seasonOfHour(hour)];
  // A climate set anew may not know the state that the old one left behind.
  const row = matrix[before.state] ?? matrix[firstState(matrix)] ?? {};
  const choices = WEATHER_STATES.map((value) => ({ value, weight: row[value] ?? 0 }));
  const shock = (chance('intensity') * 2 - 1) * MAX_SHOCK;
  const intensity = MEAN_INTENSITY + PERSISTENCE * (before.intensity - MEAN_INTENSITY) + shock;
  return {
    state: pickWeighted(choices, chance('state')),
    intensity: Math.min(1, Math.max(0, intensity)),
  };
}

function firstState(matrix: Matrix): WeatherState {
  return WEATHER_STATES.find((state) => matrix[state] !== undefined) ?? 'CLEAR';
}
