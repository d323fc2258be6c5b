import { checkClimate, type Climate } from './climate.js';

export const MAX_REGIONS = 200;

/** A part of the world that has weather of its own. */
export interface Region {
  readonly id: string;
  readonly name: string;
  /** What the region's climate is until somebody sets another. */
  readonly climate: Climate;
}

/** The regions of every world, by id, in the order of their ids. */
export type Regions = ReadonlyMap<string, Region>;

/**
 * Makes the regions of what was loaded.
 * @throws DomainError BAD_MATRIX; RangeError when there are too many, none, or two of one id
 */
export function regionsOf(regions: readonly Region[]): Regions {
  const byId = new Map(regions.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((region) => [region.id, region]));
  if (byId.size !== regions.length) throw new RangeError('two regions have one id');
  if (byId.size === 0 || byId.size > MAX_REGIONS) throw new RangeError(`there must be 1 to ${MAX_REGIONS} regions`);
  for (const { climate } of regions) checkClimate(climate);
  return byId;
}
