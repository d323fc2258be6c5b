import type { Deps } from '../deps.js';
import { MAX_ADVANCE_HOURS, advanceSky } from '../domain/region-sky.js';

/** Steps all regions of a world to an hour; those that are there already, or further, stay as they are. */
export async function stepWorld({ worlds, regions, skies }: Deps, worldId: string, hour: number): Promise<void> {
  if (!worlds.has(worldId)) return;
  for (const regionId of regions.keys()) {
    let reached: number;
    do {
      // A year at most in one go: a service that begins late in the game must answer meanwhile.
      const { sky } = await skies.change({ worldId, regionId }, (nature, from) =>
        from.hour < hour ? advanceSky(nature, from, Math.min(hour, from.hour + MAX_ADVANCE_HOURS)) : undefined,
      );
      reached = sky.value.hour;
    } while (reached < hour);
  }
}
