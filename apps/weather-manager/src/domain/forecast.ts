import type { Climate, Distribution } from './climate.js';
import { seasonOfHour } from './game-hour.js';
import { overrideAt, type WeatherOverride } from './weather-override.js';
import { WEATHER_STATES, type WeatherState } from './weather-state.js';

export const DEFAULT_FORECAST_HOURS = 24;

/** What the weather of an hour may be. */
export interface ForecastPoint {
  readonly hour: number;
  /** Adds up to 1. */
  readonly probabilities: Distribution;
}

/**
 * The `hours` hours after `hour`, from what nature does in that hour: the state's distribution times the matrix of each hour.
 * It knows the climate and those overrides that are foreseen, never the draws to come.
 */
export function forecast(
  climate: Climate,
  now: { readonly hour: number; readonly state: WeatherState },
  overrides: readonly WeatherOverride[],
  hours: number,
): readonly ForecastPoint[] {
  const foreseen = overrides.filter((override) => override.isForeseen);
  const points: ForecastPoint[] = [];
  let nature: Distribution = { [now.state]: 1 };
  for (let hour = now.hour + 1; hour <= now.hour + hours; hour += 1) {
    nature = stepDistribution(climate, nature, hour);
    const override = overrideAt(foreseen, hour);
    points.push({ hour, probabilities: override === undefined ? nature : { [override.state]: 1 } });
  }
  return points;
}

/** The likeliest state of a distribution; of equals the first. */
export function likeliest(probabilities: Distribution): WeatherState {
  return WEATHER_STATES.reduce((best, state) =>
    (probabilities[state] ?? 0) > (probabilities[best] ?? 0) ? state : best,
  );
}

/** The state that takes the largest share of the hours. */
export function likeliestOverall(points: readonly ForecastPoint[]): WeatherState {
  const shares: Partial<Record<WeatherState, number>> = {};
  for (const { probabilities } of points) {
    for (const state of WEATHER_STATES) shares[state] = (shares[state] ?? 0) + (probabilities[state] ?? 0);
  }
  return likeliest(shares);
}

function stepDistribution(climate: Climate, before: Distribution, hour: number): Distribution {
  const { matrix } = climate[seasonOfHour(hour)];
  const after: Partial<Record<WeatherState, number>> = {};
  for (const from of WEATHER_STATES) {
    const share = before[from] ?? 0;
    // As in the chain: a state the climate does not know goes where its first row goes.
    const row = matrix[from] ?? Object.values(matrix)[0] ?? {};
    for (const to of WEATHER_STATES) {
      const flow = share * (row[to] ?? 0);
      if (flow > 0) after[to] = (after[to] ?? 0) + flow;
    }
  }
  return after;
}
