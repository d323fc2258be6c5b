import type { Viewer } from '@bodybroker/contracts-knowledge-base';
import { DomainError, invalidArgument } from '@bodybroker/domain';
import type { Actor } from '@bodybroker/nats-sdk';
import type { Onlooker } from '../searching/sight.js';

/**
 * Whose eyes a request looks through. Players look through their own.
 * @throws DomainError PERMISSION_DENIED NOT_YOUR_PLAYER, NOT_YOUR_VIEWER; INVALID_ARGUMENT TWO_VIEWERS
 */
export function onlookerOf(viewer: Viewer | undefined, actor: Actor): Onlooker {
  const { playerId = '', npcId = '', knowledgeTags = [] } = viewer ?? {};
  if (playerId !== '' && npcId !== '') {
    throw invalidArgument('viewer', 'must name a player or an NPC, not both', 'TWO_VIEWERS');
  }
  if (actor.kind === 'player') {
    if (npcId !== '') throw denied('NOT_YOUR_VIEWER', 'viewer.npc_id', 'is for services');
    if (playerId !== '' && playerId !== actor.id) {
      throw denied('NOT_YOUR_PLAYER', 'viewer.player_id', 'must be the player who asks');
    }
    return { kind: 'player', playerId: actor.id };
  }
  if (playerId !== '') return { kind: 'player', playerId };
  if (npcId !== '') return { kind: 'npc', knowledgeTags: new Set(knowledgeTags) };
  return { kind: actor.kind === 'admin' ? 'everything' : 'public' };
}

/** Through whose eyes somebody reads what is kept: services and admins see all of it. */
export function readerOf(actor: Actor): Onlooker {
  return actor.kind === 'player' ? { kind: 'player', playerId: actor.id } : { kind: 'everything' };
}

function denied(reason: string, field: string, rule: string): DomainError {
  return new DomainError('PERMISSION_DENIED', reason, `${field} ${rule}`, { details: { field } });
}
