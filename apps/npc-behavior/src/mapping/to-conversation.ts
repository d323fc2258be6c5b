import {
  ConversationState,
  Speaker,
  type Conversation as ConversationMessage,
  type ConversationLine as LineMessage,
} from '@bodybroker/contracts-npc-behavior';
import type { Conversation, ConversationLine } from '../domain/conversation.js';

export function toConversation(conversation: Conversation): ConversationMessage {
  const { conversationId, npcId, playerId, locationId, state, turn, startedMs, startedGms } = conversation;
  return {
    conversationId,
    npcId,
    playerId,
    locationId,
    state: ConversationState[state],
    turn,
    startedAtMs: BigInt(startedMs),
    startedGms: BigInt(startedGms),
  };
}

export function toLine({ turn, speaker, text, atMs, isPartial }: ConversationLine): LineMessage {
  return { turn, speaker: Speaker[speaker], text, atMs: BigInt(atMs), partial: isPartial };
}
