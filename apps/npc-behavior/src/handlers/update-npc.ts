import { Npc, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkNpc } from '../domain/check-npc.js';
import { decide } from '../domain/decide.js';
import { applyMask, readMask } from '../mapping/update-mask.js';
import { toNpc } from '../mapping/to-npc.js';
import { surroundingsIn } from '../workers/live-world.js';

/** Changes who somebody is, and at once what they do with it. */
export const updateNpc =
  (deps: Deps): Handler<INpcBehaviorService, 'updateNpc'> =>
  async ({ npcId, npc: message, updateMask, expectedVersion }, { worldId }) => {
    await deps.settle(worldId);
    const mask = readMask(updateMask?.paths ?? []);
    const book = await deps.worlds.read(worldId);
    const person = await deps.roster.update(
      { worldId, npcId },
      ({ npc: before, state }) => {
        const npc = applyMask(before, message ?? Npc.create(), mask);
        checkNpc(npc);
        if (npc.isDead) return { npc, state };
        const { state: after } = decide(
          npc,
          state,
          { gms: book.clock.livedGms, percepts: [] },
          surroundingsIn(deps, book),
        );
        return { npc, state: after };
      },
      expectedVersion,
    );
    return toNpc(person, { gms: await deps.worlds.gmsNow(worldId), ms: deps.clock.now() });
  };
