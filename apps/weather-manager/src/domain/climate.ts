import { invalidArgument } from '@bodybroker/domain';
import { SEASONS, type Season } from './game-hour.js';
import { WEATHER_STATES, isNatural, type WeatherState } from './weather-state.js';

/** How likely each state is; those left out are not possible. */
export type Distribution = Readonly<Partial<Record<WeatherState, number>>>;

/** For each state, where the weather goes from it in one hour. */
export type Matrix = Readonly<Partial<Record<WeatherState, Distribution>>>;

export interface SeasonClimate {
  readonly matrix: Matrix;
  /** Mean over the day, degrees Celsius. */
  readonly tempMean: number;
  /** How much warmer than the mean it is at 15:00, degrees. */
  readonly tempSwing: number;
}

/** How the weather of a region behaves over the year. */
export type Climate = Readonly<Record<Season, SeasonClimate>>;

/** How far a row's sum may be from 1. */
const SUM_TOLERANCE = 1e-6;

/**
 * Throws unless every row of every matrix is a distribution over natural states, and each state that some season leads to
 * has a row in all of them.
 * @throws DomainError INVALID_ARGUMENT BAD_MATRIX {season, row, sum}
 */
export function checkClimate(climate: Climate): void {
  const places = SEASONS.flatMap((season) => WEATHER_STATES.map((state) => ({ season, state })));
  for (const { season, state } of places) {
    const row = climate[season].matrix[state];
    if (row !== undefined) checkRow(season, state, row);
  }
  const reached = new Set(SEASONS.flatMap((season) => reachedBy(climate[season].matrix)));
  for (const { season, state } of places) {
    const isMissing = reached.has(state) && climate[season].matrix[state] === undefined;
    if (isMissing) throw badMatrix(season, state, 0, 'is missing, though the weather can lead to it');
  }
}

function checkRow(season: Season, state: WeatherState, row: Distribution): void {
  const sum = Object.values(row).reduce((total, probability) => total + probability, 0);
  const unnatural = [state, ...statesOf(row)].find((each) => !isNatural(each));
  if (unnatural !== undefined) throw badMatrix(season, state, sum, `has ${unnatural}, which only an override brings`);
  if (Object.values(row).some((probability) => !(probability >= 0))) {
    throw badMatrix(season, state, sum, 'has a probability below 0');
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) throw badMatrix(season, state, sum, `adds up to ${sum} instead of 1`);
}

function reachedBy(matrix: Matrix): readonly WeatherState[] {
  return Object.values(matrix).flatMap(statesOf);
}

function statesOf(row: Distribution): readonly WeatherState[] {
  return WEATHER_STATES.filter((state) => (row[state] ?? 0) !== 0);
}

function badMatrix(season: Season, row: WeatherState, sum: number, rule: string): Error {
  return invalidArgument('climate', `row ${row} of ${season} ${rule}`, 'BAD_MATRIX', { season, row, sum: String(sum) });
}
