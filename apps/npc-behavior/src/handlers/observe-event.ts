import { NewMemory, ObserveEventRequest, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import { receiptIfKeyed } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { fromNewMemory } from '../mapping/from-new-memory.js';

/** Has somebody remember something. */
export const observeEvent =
  (deps: Deps): Handler<INpcBehaviorService, 'observeEvent'> =>
  async (request, context) => {
    const { worldId } = context;
    await deps.settle(worldId);
    const ref = { worldId, npcId: request.npcId };
    await deps.roster.require(ref);
    const gms = await deps.worlds.gmsNow(worldId);
    const news = fromNewMemory(request.memory ?? NewMemory.create(), gms);
    const receipt = receiptIfKeyed(context, ObserveEventRequest.toBinary(request));
    const { memories, insights } = await deps.minds.remember(ref, () => ({ news: [news] }), {
      gms,
      ...(receipt === undefined ? {} : { receipt }),
    });
    return { memoryId: memories[0]?.memoryId ?? '', reflectionTriggered: insights.length > 0 };
  };
