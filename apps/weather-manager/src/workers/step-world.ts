import type { Deps } from '../deps.js';
import { advanceSky } from '../domain/region-sky.js';

/** Steps all regions of a world to an hour; those that are there already, or further, stay as they are. */
export async function stepWorld({ worlds, regions, skies }: Deps, worldId: string, hour: number): Promise<void> {
  if (!worlds.has(worldId)) return;
  const step = (regionId: string): Promise<unknown> =>
    skies.change({ worldId, regionId }, (nature, sky) => (sky.hour < hour ? advanceSky(nature, sky, hour) : undefined));
  await Promise.all([...regions.keys()].map(step));
}
