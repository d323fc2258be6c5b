import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toRelationship } from '../mapping/to-relationship.js';

/** What somebody thinks of a player now. */
export const getRelationship =
  (deps: Deps): Handler<INpcBehaviorService, 'getRelationship'> =>
  async ({ npcId, playerId }, { worldId }) => {
    await deps.settle(worldId);
    const ref = { worldId, npcId };
    await deps.roster.require(ref);
    const gms = await deps.worlds.gmsNow(worldId);
    return toRelationship(npcId, playerId, await deps.relationships.get(ref, playerId, gms), gms);
  };
