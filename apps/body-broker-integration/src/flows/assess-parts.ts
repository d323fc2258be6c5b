import type { Entity } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { partFreshness, type Part } from '../domain/part.js';
import type { WeatherHistory } from '../domain/weather-age.js';

/** A part and how fresh it is at a game time of its world. */
export interface AssessedPart {
  readonly part: Entity<Part>;
  readonly freshness: number;
  readonly gms: number;
}

type Needs = Pick<Deps, 'goods' | 'gameClock' | 'histories'>;

/** How fresh parts are now, in their order. Each world's clock and each region's weather is read once. */
export async function assessParts(deps: Needs, parts: readonly Entity<Part>[]): Promise<readonly AssessedPart[]> {
  const clocks = new Map<string, Promise<number>>();
  const weather = new Map<string, Promise<WeatherHistory>>();
  return Promise.all(
    parts.map(async (part) => {
      const { worldId, regionId } = part.value;
      const [gms, history] = await Promise.all([
        once(clocks, worldId, () => deps.gameClock.now(worldId)),
        once(weather, `${worldId}/${regionId}`, () => deps.histories.read(worldId, regionId)),
      ]);
      return { part, freshness: partFreshness(part.value, deps.goods, history, gms), gms };
    }),
  );
}

/** How fresh one part is now. */
export async function assessPart(deps: Needs, part: Entity<Part>): Promise<AssessedPart> {
  const { worldId, regionId } = part.value;
  const [gms, history] = await Promise.all([deps.gameClock.now(worldId), deps.histories.read(worldId, regionId)]);
  return { part, freshness: partFreshness(part.value, deps.goods, history, gms), gms };
}

function once<T>(asked: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = asked.get(key) ?? ask();
  asked.set(key, known);
  return known;
}
