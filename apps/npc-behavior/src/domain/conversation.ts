import { DomainError, failedPrecondition } from '@bodybroker/domain';

/** Where a conversation is in its life. */
export type ConversationState = 'OPEN' | 'ANSWERING' | 'ENDED';
export type ConversationStep = 'say' | 'answer' | 'end';

/** What may follow what. A conversation that is ended while a line is being answered stays ended. */
export const CONVERSATION_STEPS: Readonly<
  Record<ConversationState, Readonly<Partial<Record<ConversationStep, ConversationState>>>>
> = {
  OPEN: { say: 'ANSWERING', end: 'ENDED' },
  ANSWERING: { answer: 'OPEN', end: 'ENDED' },
  ENDED: { answer: 'ENDED', end: 'ENDED' },
};

/** A player talks with an NPC. */
export interface Conversation {
  readonly conversationId: string;
  readonly worldId: string;
  readonly npcId: string;
  readonly playerId: string;
  /** What the NPC calls the player. */
  readonly playerName: string;
  readonly locationId: string;
  readonly state: ConversationState;
  /** Turns said so far. */
  readonly turn: number;
  readonly startedMs: number;
  readonly startedGms: number;
  /** When something was last said: Unix ms. */
  readonly heardMs: number;
  /** Lines stored so far; the greeting is number 0. */
  readonly lines: number;
  /** The tongue of the greeting, and the English words of it, until they are told of. */
  readonly greetingTongue?: { readonly languageId: string; readonly lemmas: readonly string[] };
}

export interface ConversationLine {
  readonly turn: number;
  readonly speaker: 'PLAYER' | 'NPC';
  readonly text: string;
  readonly atMs: number;
  /** Whether the line was cut short, or never came. */
  readonly isPartial: boolean;
}

export const MOST_TURNS = 60;
/** The longest an answer takes (the generator's own limit) and some; after it another line may be said. */
const ANSWER_MS = 65_000;

/** Whether a conversation still goes on; one in which nothing was said for so long is over. */
export function isLive({ state, heardMs }: Conversation, nowMs: number, idleMs: number): boolean {
  return state !== 'ENDED' && nowMs - heardMs < idleMs;
}

/**
 * The player says a line: the next turn begins.
 * @throws DomainError VERSION_CONFLICT when expectedTurn is stale; FAILED_PRECONDITION CONVERSATION_ENDED, STILL_ANSWERING or TURN_LIMIT
 */
export function beginTurn(
  conversation: Conversation,
  expectedTurn: number | undefined,
  now: { readonly ms: number; readonly idleMs: number },
): Conversation {
  const { turn, state, heardMs, conversationId } = conversation;
  if (!isLive(conversation, now.ms, now.idleMs))
    throw failedPrecondition('CONVERSATION_ENDED', 'the conversation is over', { conversation_id: conversationId });
  if (expectedTurn !== undefined && expectedTurn !== turn) {
    throw new DomainError('VERSION_CONFLICT', 'VERSION_CONFLICT', `the conversation is at turn ${turn}`, {
      details: { field: 'expected_turn', current_version: String(turn), current_turn: String(turn) },
    });
  }
  const isAnswering = state === 'ANSWERING' && now.ms - heardMs < ANSWER_MS;
  if (isAnswering) throw failedPrecondition('STILL_ANSWERING', 'the last line is still being answered');
  if (turn >= MOST_TURNS)
    throw failedPrecondition('TURN_LIMIT', `a conversation has at most ${MOST_TURNS} turns`, { turns: String(turn) });
  return { ...conversation, state: 'ANSWERING', turn: turn + 1, heardMs: now.ms, lines: conversation.lines + 1 };
}

/** The NPC has answered, wholly or not. */
export function endTurn(conversation: Conversation, nowMs: number): Conversation {
  const state = CONVERSATION_STEPS[conversation.state].answer ?? conversation.state;
  const { greetingTongue: _, ...rest } = conversation;
  return { ...rest, state, heardMs: nowMs, lines: conversation.lines + 1 };
}

export function endConversation(conversation: Conversation): Conversation {
  return { ...conversation, state: 'ENDED' };
}
