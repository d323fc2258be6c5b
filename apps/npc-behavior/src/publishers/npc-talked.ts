import { Intent, NpcTalked } from '@bodybroker/contracts-npc-behavior';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { LineAnalysis } from '../domain/analyse-line.js';
import type { Conversation } from '../domain/conversation.js';

export interface Talked {
  readonly conversation: Conversation;
  readonly line: LineAnalysis;
  readonly faction: string;
  readonly gms: number;
  /** The tongue the player heard, if one. */
  readonly heard: { readonly languageId: string; readonly lemmas: readonly string[] } | undefined;
}

/** Tells that a player said a line to an NPC and was answered; once for each turn. */
export function npcTalked({ conversation, line, faction, gms, heard }: Talked, clock: Clock): OutboxEvent {
  const { conversationId, worldId, npcId, playerId, locationId, turn } = conversation;
  const payload = {
    worldId,
    npcId,
    playerId,
    conversationId,
    turn,
    intent: Intent[line.intent],
    sentiment: line.sentiment,
    topics: [...line.topics],
    locationId,
    faction,
    languageId: heard?.languageId ?? '',
    heardLemmas: [...(heard?.lemmas ?? [])],
    gms: BigInt(gms),
  };
  return createEvent(NpcTalked, payload, {
    source: 'npc-behavior',
    clock,
    entityId: npcId,
    playerId,
    eventId: `npc:${conversationId}:${turn}:talked`,
    gameTimeGms: BigInt(gms),
  });
}
