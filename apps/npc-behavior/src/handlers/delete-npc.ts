import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Takes somebody out of the city, with all they remember. */
export const deleteNpc =
  (deps: Deps): Handler<INpcBehaviorService, 'deleteNpc'> =>
  async ({ npcId, expectedVersion }, { worldId }) => {
    await deps.settle(worldId);
    const deletedVersion = await deps.roster.delete({ worldId, npcId }, expectedVersion);
    await deps.minds.forgetAll({ worldId, npcId });
    return { deletedVersion };
  };
