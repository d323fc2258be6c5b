import type { IndexChange, IndexEntry } from '@bodybroker/storage';
import type { QuestState } from '../domain/quest.js';

/** All quests of a player, by when they were taken up. */
export const questsOf = (playerId: string): string => `quests:${playerId}`;
/** All quests of a player, by when they changed last: Unix ms. */
export const changesOf = (playerId: string): string => `changes:${playerId}`;
/** Active quests of a world that have a deadline, by it. One such index in each shard. */
export const deadlinesOf = (worldId: string): string => `deadlines:${worldId}`;
/** Active quests of a world that wait for the clock, a fact or a flag. One such index in each shard. */
export const lookingOf = (worldId: string): string => `looking:${worldId}`;

/** Where a quest belongs after a change. */
export function placesOf(
  questId: string,
  quest: QuestState,
  { isLooking, nowMs }: { readonly isLooking: boolean; readonly nowMs: number },
): readonly IndexChange[] {
  const { playerId, worldId, deadlineGms, status, acceptedMs } = quest;
  const entry = (index: string, score: number | undefined): IndexChange =>
    score === undefined ? { op: 'remove', index, member: questId } : { op: 'set', index, member: questId, score };
  return [
    entry(questsOf(playerId), acceptedMs),
    entry(changesOf(playerId), nowMs),
    entry(deadlinesOf(worldId), status === 'ACTIVE' ? deadlineGms : undefined),
    entry(lookingOf(worldId), isLooking ? 0 : undefined),
  ];
}

/** An index entry as the key of a page token, and back. */
export const entryToKey = ({ score, member }: IndexEntry): string => `${score}/${member}`;

export function keyToEntry(key: string): IndexEntry {
  const slash = key.indexOf('/');
  return { score: Number(key.slice(0, slash)), member: key.slice(slash + 1) };
}
