import type { IndexChange } from '@bodybroker/storage';
import { isFinal, isLive, type Execution } from '../domain/execution.js';

/** For how long an execution that has ended is kept. */
export const RETENTION_MS = 30 * 24 * 3_600_000;

/** An execution that began before this has ended and is forgotten: a deadline is 30 days at most, undoing takes one more. */
export const INDEX_LIFE_MS = 90 * 24 * 3_600_000;

/** When somebody must look at an execution again. */
export const DUE_INDEX = 'due';
/** Those that have not ended. */
export const LIVE_INDEX = 'live';
export const ALL_INDEX = 'all';
export const statusIndex = (status: string): string => `status:${status}`;
export const playerIndex = (playerId: string): string => `player:${playerId}`;

/** What a change of an execution changes in the indexes of its bucket. All but `due` are ordered by the start. */
export function indexChanges(
  before: Execution | undefined,
  after: Execution,
  dueMs: number | undefined,
): readonly IndexChange[] {
  const { id: member, startedMs: score, status, playerId } = after;
  const set = (index: string): IndexChange => ({ op: 'set', index, member, score });
  const remove = (index: string): IndexChange => ({ op: 'remove', index, member });
  const trim = (index: string): IndexChange => ({ op: 'trim', index, max: score - INDEX_LIFE_MS });
  const due: IndexChange =
    dueMs === undefined ? remove(DUE_INDEX) : { op: 'set', index: DUE_INDEX, member, score: dueMs };
  const lists = [ALL_INDEX, ...(playerId === '' ? [] : [playerIndex(playerId)])];
  return [
    due,
    isLive(status) ? set(LIVE_INDEX) : remove(LIVE_INDEX),
    ...(before === undefined ? lists.flatMap((index) => [set(index), trim(index)]) : []),
    ...(before === undefined || before.status === status ? [] : [remove(statusIndex(before.status))]),
    set(statusIndex(status)),
    ...(isFinal(status) ? [trim(statusIndex(status))] : []),
  ];
}
