import { enumName } from '@bodybroker/service-kit';
import { Season as WireSeason } from '@bodybroker/contracts-time-manager';
import {
  WeatherState,
  type Climate as WireClimate,
  type StateProbability,
  type TransitionRow,
} from '@bodybroker/contracts-weather-manager';
import { invalidArgument } from '@bodybroker/domain';
import type { Entity } from '@bodybroker/storage';
import type { Climate, Distribution, Matrix, SeasonClimate } from '../domain/climate.js';
import { SEASONS, type Season } from '../domain/game-hour.js';
import { WEATHER_STATES, type WeatherState as State } from '../domain/weather-state.js';
import { toProbabilities } from './to-probabilities.js';

/** A climate as the contract says it. */
export function toClimateMessage(regionId: string, { value: climate, version }: Entity<Climate>): WireClimate {
  const seasons = SEASONS.map((season) => ({
    season: WireSeason[season],
    matrix: toRows(climate[season].matrix),
    tempMean: climate[season].tempMean,
    tempSwing: climate[season].tempSwing,
  }));
  return { regionId, seasons, version };
}

/** @throws DomainError INVALID_ARGUMENT when a season is missing or named twice, or a state or season is unknown */
export function fromClimateMessage({ seasons }: WireClimate): Climate {
  const bySeason = new Map<Season, SeasonClimate>();
  for (const { season, matrix, tempMean, tempSwing } of seasons) {
    const name = enumName(WireSeason, season, SEASONS, 'climate.seasons.season');
    bySeason.set(name, { matrix: fromRows(matrix), tempMean, tempSwing });
  }
  if (bySeason.size !== SEASONS.length || seasons.length !== SEASONS.length) {
    throw invalidArgument('climate.seasons', 'must have each of the four seasons once', 'BAD_SEASONS');
  }
  return Object.fromEntries(bySeason) as Record<Season, SeasonClimate>;
}

function toRows(matrix: Matrix): TransitionRow[] {
  return WEATHER_STATES.flatMap((state) => {
    const row = matrix[state];
    return row === undefined ? [] : [{ from: WeatherState[state], to: toProbabilities(row) }];
  });
}

function fromRows(rows: readonly TransitionRow[]): Matrix {
  const matrix: Partial<Record<State, Distribution>> = {};
  for (const { from, to } of rows) matrix[stateOf(from, 'climate.seasons.matrix.from')] = fromProbabilities(to);
  return matrix;
}

function fromProbabilities(probabilities: readonly StateProbability[]): Distribution {
  const distribution: Partial<Record<State, number>> = {};
  for (const { state, probability } of probabilities) {
    const name = stateOf(state, 'climate.seasons.matrix.to.state');
    distribution[name] = (distribution[name] ?? 0) + probability;
  }
  return distribution;
}

function stateOf(value: number, field: string): State {
  return enumName(WeatherState, value, WEATHER_STATES, field);
}
