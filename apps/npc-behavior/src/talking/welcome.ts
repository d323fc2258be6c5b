import { ConversationStarted } from '@bodybroker/contracts-npc-behavior';
import type { ReceiptRef } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import type { Conversation } from '../domain/conversation.js';
import { greetingOf, type TonguePhrase } from '../domain/greeting.js';
import { fade } from '../domain/relationship.js';
import { toConversation } from '../mapping/to-conversation.js';
import type { Person } from '../storage/person.js';
import { assertFree } from './begin-talk.js';
import { phraseInTongue } from './phrase-in-tongue.js';

export interface Welcome {
  readonly person: Person;
  readonly playerId: string;
  readonly playerName: string;
  readonly conversationId: string;
  readonly gms: number;
}

/** Greets a player whom the NPC has turned to, and writes the conversation down; once for one receipt. */
export async function welcome(
  deps: Deps,
  { person, playerId, playerName, conversationId, gms }: Welcome,
  receipt: ReceiptRef,
): Promise<{ readonly isReplay: boolean; readonly response: Uint8Array }> {
  const { ref, npc, state } = person;
  const [{ relationship }, phrase] = await Promise.all([
    deps.relationships.get(ref, playerId, gms),
    phraseInTongue(deps, npc, { intent: 'GREET', meeting: conversationId }),
  ]);
  const called = playerName.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const name = called === '' ? 'stranger' : called;
  const { feelings } = fade(relationship, gms);
  const { worldSeed } = deps.settings;
  const greeting = greetingOf(npc, { worldSeed, meeting: conversationId, playerName: name, feelings, phrase });
  const startedMs = deps.clock.now();
  const conversation: Conversation = {
    conversationId,
    ...ref,
    playerId,
    playerName: name,
    locationId: state.locationId,
    state: 'OPEN',
    turn: 0,
    startedMs,
    startedGms: gms,
    heardMs: startedMs,
    lines: 1,
    ...(phrase === undefined ? {} : { greetingTongue: { languageId: phrase.languageId, lemmas: phrase.lemmas } }),
  };
  const response = ConversationStarted.toBinary(started(conversation, greeting, phrase));
  const line = { turn: 0, speaker: 'NPC', text: greeting, atMs: startedMs, isPartial: false } as const;
  const result = await deps.conversations.start(conversation, line, {
    receipt,
    response,
    assertFree: (current) => assertFree(deps, current, conversationId),
  });
  return { isReplay: result.status === 'replayed', response: result.response };
}

function started(conversation: Conversation, greeting: string, phrase: TonguePhrase | undefined): ConversationStarted {
  return {
    conversation: toConversation(conversation),
    greeting,
    greetingEnglish: phrase?.english ?? '',
    greetingLanguageId: phrase?.languageId ?? '',
  };
}
