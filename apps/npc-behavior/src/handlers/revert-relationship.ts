import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { invalidArgument, notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { adjustmentIdOf, partiesOfAdjustment } from '../storage/adjustment-id.js';
import { toRelationship } from '../mapping/to-relationship.js';

/** Stands for the id of an adjustment whose answer was never seen. */
const BY_KEY = '-';

/** Takes an adjustment back; an unknown one, or one taken back before, changes nothing. */
export const revertRelationship =
  (deps: Deps): Handler<INpcBehaviorService, 'revertRelationship'> =>
  async (request, { worldId }) => {
    const id = request.adjustmentId === BY_KEY ? idByKey(request) : request.adjustmentId;
    const parties = partiesOfAdjustment(id);
    if (parties === undefined) throw notFound('adjustment', id);
    const { npcId, playerId } = parties;
    const gms = await deps.worlds.gmsNow(worldId);
    const result = await deps.relationships.revert({ worldId, npcId }, playerId, id, gms);
    return { relationship: toRelationship(npcId, playerId, result, gms), reverted: result.isReverted };
  };

function idByKey(request: {
  readonly npcId: string;
  readonly playerId: string;
  readonly adjustmentKey: string;
}): string {
  const { npcId, playerId, adjustmentKey: key } = request;
  if (npcId === '') throw invalidArgument('npc_id', 'is needed with adjustment_id "-"');
  if (playerId === '') throw invalidArgument('player_id', 'is needed with adjustment_id "-"');
  if (key === '') throw invalidArgument('adjustment_key', 'is needed with adjustment_id "-"');
  return adjustmentIdOf({ npcId, playerId, key });
}
