import type { Deps } from '../deps.js';
import { orElse } from './or-else.js';

/** Where a player is; undefined when nobody can say. */
export async function whereaboutsOf(
  { peers, logger, settings }: Deps,
  worldId: string,
  playerId: string,
): Promise<string | undefined> {
  const ask = peers.world.getEntity({ worldId, entityId: playerId }, { timeoutMs: settings.peerMs, as: 'self' });
  const locationId = ask.then((entity) => entity.locationId);
  return orElse(locationId, undefined, { logger, what: 'world-state' });
}
