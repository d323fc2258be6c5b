import type { IndexChange } from '@bodybroker/storage';

/** What falls due in real time: a member of the index of its shard, `<kind>/<id>`, by Unix ms. */
export const DUE_MS = 'due-ms';
export type DueKind = 'session' | 'reservation' | 'take' | 'delivery' | 'purchase';

export const dueAt = (kind: DueKind, id: string, atMs: number): IndexChange => ({
  op: 'set',
  index: DUE_MS,
  member: `${kind}/${id}`,
  score: atMs,
});

export const notDue = (kind: DueKind, id: string): IndexChange => ({
  op: 'remove',
  index: DUE_MS,
  member: `${kind}/${id}`,
});

/** What falls due in game time: parts that may be spoiled, contracts whose deadline has come. By gms, one index a world and shard. */
export type GameDueKind = 'part' | 'contract';
export const gameDueIndex = (worldId: string): string => `due-gms:${worldId}`;

export const gameDueAt = (kind: GameDueKind, id: string, worldId: string, gms: number): IndexChange => ({
  op: 'set',
  index: gameDueIndex(worldId),
  member: `${kind}/${id}`,
  score: gms,
});

export const notGameDue = (kind: GameDueKind, id: string, worldId: string): IndexChange => ({
  op: 'remove',
  index: gameDueIndex(worldId),
  member: `${kind}/${id}`,
});

/** The kind and the id of a member. */
export function dueMember(member: string): readonly [string, string] {
  const slash = member.indexOf('/');
  return [member.slice(0, slash), member.slice(slash + 1)];
}
