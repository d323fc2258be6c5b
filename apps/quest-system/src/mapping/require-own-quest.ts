import { DomainError } from '@bodybroker/domain';
import type { CallContext } from '@bodybroker/nats-sdk';
import { playerOfQuest } from '../domain/quest-id.js';

/**
 * A player asks for what is theirs only; services and admins for anybody's.
 * @throws DomainError NOT_FOUND QUEST_NOT_FOUND for what is no quest id; PERMISSION_DENIED NOT_YOUR_QUEST
 */
export function requireOwnQuest(questId: string, { actor }: Pick<CallContext, 'actor'>): void {
  const playerId = playerOfQuest(questId);
  if (actor.kind !== 'player' || actor.id === playerId) return;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_QUEST', 'the quest is of another player', {
    details: { field: 'quest_id' },
  });
}
