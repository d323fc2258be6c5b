import type { Cast } from '../stage.js';

const WORLD = { worldId: 'main' };
const START = 'tallow-rooms';

/** Walks the player to a place by the quickest way; answers how many doors were gone through. */
export async function walk({ player, playerId }: Cast, toLocation: string): Promise<number> {
  const here = await player.world.getEntity({ ...WORLD, entityId: playerId }).catch(() => undefined);
  const from = here?.locationId ?? START;
  if (from === toLocation) return 0;
  const { steps } = await player.world.findPath({ ...WORLD, from, to: toLocation, playerId });
  for (const { to } of steps) {
    await player.world.moveEntity({ ...WORLD, entityId: playerId, toLocation: to });
  }
  return steps.length;
}
