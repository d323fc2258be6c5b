import { notFound } from '@bodybroker/domain';
import { playerOfConversation } from '../storage/conversation-id.js';

/** Whose conversation it is. @throws DomainError NOT_FOUND CONVERSATION_NOT_FOUND for what is no id of one */
export function ownerOf(conversationId: string): string {
  const playerId = playerOfConversation(conversationId);
  if (playerId === undefined) throw notFound('conversation', conversationId);
  return playerId;
}
