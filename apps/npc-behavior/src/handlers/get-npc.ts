import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toNpc } from '../mapping/to-npc.js';

/** Somebody, and what they do now. */
export const getNpc =
  (deps: Deps): Handler<INpcBehaviorService, 'getNpc'> =>
  async ({ npcId }, { worldId }) => {
    await deps.settle(worldId);
    const [person, gms] = await Promise.all([deps.roster.require({ worldId, npcId }), deps.worlds.gmsNow(worldId)]);
    return toNpc(person, { gms, ms: deps.clock.now() });
  };
