import { DomainError, failedPrecondition } from '@bodybroker/domain';
import { dayOf, DAY_GMS } from './game-time.js';
import type { QuestDefinition } from './quest-definition.js';

/** Quests of one player that are not over. */
export const MAX_OPEN_QUESTS = 25;
/** Flags of one player. */
const MAX_FLAGS = 500;

/** A quest a player has completed before. */
export interface DoneQuest {
  readonly definitionId: string;
  readonly times: number;
  /** When it was completed last. */
  readonly lastGms: number;
}

/** What decides which quests a player can take up. Changes in one commit with the quests themselves. */
export interface PlayerBook {
  /** Quests that are not over: at most one of each definition. */
  readonly open: readonly { readonly definitionId: string; readonly questId: string }[];
  readonly done: readonly DoneQuest[];
  readonly flags: readonly string[];
  /** Definitions that were offered to the player. */
  readonly offered: readonly string[];
  /** How many quests the player has ever taken up. */
  readonly accepted: number;
}

export const EMPTY_BOOK: PlayerBook = { open: [], done: [], flags: [], offered: [], accepted: 0 };

/** Why a quest cannot be taken up now, prerequisites not looked at. */
export type Lock =
  | { readonly reason: 'QUEST_ACTIVE'; readonly questId: string }
  | { readonly reason: 'QUEST_DONE' }
  | { readonly reason: 'QUEST_COOLDOWN'; readonly untilGms: number }
  | { readonly reason: 'QUEST_NOT_OFFERED' };

/** Undefined: nothing is against it. */
export function lockOf(book: PlayerBook, definition: QuestDefinition, gms: number): Lock | undefined {
  const open = book.open.find(({ definitionId }) => definitionId === definition.id);
  if (open !== undefined) return { reason: 'QUEST_ACTIVE', questId: open.questId };
  if (definition.isOfferOnly && !book.offered.includes(definition.id)) return { reason: 'QUEST_NOT_OFFERED' };
  const done = book.done.find(({ definitionId }) => definitionId === definition.id);
  if (done === undefined) return undefined;
  if (definition.repeat === 'ONCE') return { reason: 'QUEST_DONE' };
  const untilGms =
    definition.repeat === 'DAILY' ? (dayOf(done.lastGms) + 1) * DAY_GMS : done.lastGms + (definition.cooldownGms ?? 0);
  return gms < untilGms ? { reason: 'QUEST_COOLDOWN', untilGms } : undefined;
}

/** @throws DomainError FAILED_PRECONDITION QUEST_ACTIVE {quest_id}, QUEST_COOLDOWN {until_gms}, QUEST_DONE, QUEST_NOT_OFFERED */
export function assertUnlocked(book: PlayerBook, definition: QuestDefinition, gms: number): void {
  const lock = lockOf(book, definition, gms);
  switch (lock?.reason) {
    case undefined:
      return;
    case 'QUEST_ACTIVE':
      throw failedPrecondition(lock.reason, 'the quest is taken up already', { quest_id: lock.questId });
    case 'QUEST_COOLDOWN':
      throw failedPrecondition(lock.reason, 'the quest cannot be done again yet', { until_gms: String(lock.untilGms) });
    case 'QUEST_DONE':
      throw failedPrecondition(lock.reason, 'the quest can be done once');
    case 'QUEST_NOT_OFFERED':
      throw failedPrecondition(lock.reason, 'nobody has offered the quest');
  }
}

/** @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_QUESTS */
export function withAccepted(book: PlayerBook, definitionId: string, questId: string): PlayerBook {
  if (book.open.length >= MAX_OPEN_QUESTS) {
    const rule = `a player has at most ${MAX_OPEN_QUESTS} quests that are not over`;
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_QUESTS', rule, { retryable: false });
  }
  return { ...book, open: [...book.open, { definitionId, questId }], accepted: book.accepted + 1 };
}

/** The quest's place is free again. */
export function withOver(book: PlayerBook, questId: string): PlayerBook {
  return { ...book, open: book.open.filter((each) => each.questId !== questId) };
}

export function withCompleted(book: PlayerBook, definitionId: string, gms: number): PlayerBook {
  const times = book.done.find((each) => each.definitionId === definitionId)?.times ?? 0;
  const rest = book.done.filter((each) => each.definitionId !== definitionId);
  return { ...book, done: [...rest, { definitionId, times: times + 1, lastGms: gms }] };
}

/** Flags the player has from now on; beyond 500 the oldest are forgotten. */
export function withFlags(book: PlayerBook, flags: readonly string[]): PlayerBook {
  return { ...book, flags: [...new Set([...book.flags, ...flags])].slice(-MAX_FLAGS) };
}

export function withOffer(book: PlayerBook, definitionId: string): PlayerBook {
  return book.offered.includes(definitionId) ? book : { ...book, offered: [...book.offered, definitionId] };
}
