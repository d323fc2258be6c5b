import type { Deps } from '../deps.js';
import { stepRegion } from './step-region.js';

/** Steps all regions of a world to an hour; those that are there already, or further, stay as they are. */
export async function stepWorld(deps: Deps, worldId: string, hour: number): Promise<void> {
  if (!deps.worlds.has(worldId)) return;
  for (const regionId of deps.regions.keys()) await stepRegion(deps, { worldId, regionId }, hour);
}
