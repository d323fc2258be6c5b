import { ContentError, inContentFile, type ContentFolder } from '@bodybroker/service-kit';
import type { Climate, Distribution, SeasonClimate } from '../domain/climate.js';
import { SEASONS, type Season } from '../domain/game-hour.js';
import { regionsOf, type Region, type Regions } from '../domain/region.js';
import { WEATHER_STATES } from '../domain/weather-state.js';

/**
 * Reads content/regions.json and content/climates/<region>.json.
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadRegions(content: ContentFolder): Regions {
  const file = 'regions.json';
  const list = content.json(file);
  if (!Array.isArray(list)) throw new ContentError(file, 'is no list');
  const regions = list.map((entry: unknown): Region => {
    const { id, name } = asRecord(entry, file);
    if (typeof id !== 'string' || typeof name !== 'string')
      throw new ContentError(file, 'has a region without id or name');
    return { id, name, climate: loadClimate(content, `climates/${id}.json`) };
  });
  return inContentFile(file, () => regionsOf(regions));
}

function loadClimate(content: ContentFolder, file: string): Climate {
  const json = asRecord(content.json(file), file);
  const seasons = SEASONS.map((season): [Season, SeasonClimate] => [season, toSeasonClimate(json[season], file)]);
  return Object.fromEntries(seasons) as Record<Season, SeasonClimate>;
}

function toSeasonClimate(json: unknown, file: string): SeasonClimate {
  const { matrix, tempMean, tempSwing } = asRecord(json, file);
  if (typeof tempMean !== 'number' || typeof tempSwing !== 'number') {
    throw new ContentError(file, 'has a season without tempMean or tempSwing');
  }
  const rows = Object.entries(asRecord(matrix, file)).map(([state, row]) => [
    knownState(state, file),
    toRow(row, file),
  ]);
  return { matrix: Object.fromEntries(rows) as SeasonClimate['matrix'], tempMean, tempSwing };
}

function toRow(json: unknown, file: string): Distribution {
  const shares = Object.entries(asRecord(json, file)).map(([state, probability]) => {
    if (typeof probability !== 'number')
      throw new ContentError(file, `has a probability of ${state} that is no number`);
    return [knownState(state, file), probability];
  });
  return Object.fromEntries(shares) as Distribution;
}

function knownState(state: string, file: string): string {
  if (!WEATHER_STATES.some((known) => known === state)) throw new ContentError(file, `has an unknown state ${state}`);
  return state;
}

function asRecord(json: unknown, file: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null)
    throw new ContentError(file, 'has something else where an object belongs');
  return json as Record<string, unknown>;
}
