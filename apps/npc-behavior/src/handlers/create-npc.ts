import { Npc, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkNpc } from '../domain/check-npc.js';
import { fromNpc } from '../mapping/from-npc.js';
import { toNpc } from '../mapping/to-npc.js';

/** Adds somebody to the city. */
export const createNpc =
  (deps: Deps): Handler<INpcBehaviorService, 'createNpc'> =>
  async ({ npc: message }, { worldId }) => {
    await deps.settle(worldId);
    const npc = fromNpc(message ?? Npc.create());
    checkNpc(npc);
    const { clock } = await deps.worlds.read(worldId);
    const person = await deps.roster.create({ worldId, npcId: npc.npcId }, npc, clock.livedGms);
    return toNpc(person, { gms: await deps.worlds.gmsNow(worldId), ms: deps.clock.now() });
  };
