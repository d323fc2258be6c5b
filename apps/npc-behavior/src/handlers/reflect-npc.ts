import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toMemory } from '../mapping/to-memory.js';

/** Has somebody draw conclusions now. */
export const reflectNpc =
  (deps: Deps): Handler<INpcBehaviorService, 'reflectNpc'> =>
  async ({ npcId }, { worldId }) => {
    await deps.settle(worldId);
    const ref = { worldId, npcId };
    await deps.roster.require(ref);
    const gms = await deps.worlds.gmsNow(worldId);
    const { insights } = await deps.minds.remember(ref, () => ({ news: [] }), { gms, reflection: 'NOW' });
    return { insights: insights.map(toMemory) };
  };
