import {
  AdjustRelationshipRequest,
  RelationshipAdjustment,
  RelationshipDeltas,
  type INpcBehaviorService,
} from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { fromDeltas, toDeltas, toRelationship } from '../mapping/to-relationship.js';

/** Changes what somebody thinks of a player, once for one idempotency key. */
export const adjustRelationship =
  (deps: Deps): Handler<INpcBehaviorService, 'adjustRelationship'> =>
  async (request, context) => {
    const { worldId } = context;
    const { npcId, playerId, reason } = request;
    const receipt = receiptOf(context, AdjustRelationshipRequest.toBinary(request));
    await deps.settle(worldId);
    await deps.roster.require({ worldId, npcId });
    const gms = await deps.worlds.gmsNow(worldId);
    const deltas = fromDeltas(request.deltas ?? RelationshipDeltas.create());
    const { isReplay, response } = await deps.relationships.adjust(
      { worldId, npcId, playerId, key: receipt.key },
      { deltas, reason, gms },
      {
        receipt,
        respond: (adjustmentId, { relationship, applied }, version) =>
          RelationshipAdjustment.toBinary({
            adjustmentId,
            relationship: toRelationship(npcId, playerId, { relationship, version }, gms),
            applied: toDeltas(applied),
          }),
      },
    );
    if (isReplay) markReplay(context);
    return RelationshipAdjustment.fromBinary(response);
  };
