import type { IndexChange } from '@bodybroker/storage';
import type { NpcState } from '../domain/npc-state.js';
import type { NpcRef, StoredNpc } from './person.js';

export const allIndex = (worldId: string): string => `npcs:${worldId}`;
export const atIndex = (worldId: string, locationId: string): string => `at:${worldId}:${locationId}`;
export const factionIndex = (worldId: string, faction: string): string => `faction:${worldId}:${faction}`;
export const dueIndex = (worldId: string): string => `due:${worldId}`;
export const untoldIndex = (worldId: string): string => `untold:${worldId}`;

/** The lists somebody is in by what they do. */
export function placed(
  { worldId, npcId: member }: NpcRef,
  before: NpcState | undefined,
  after: NpcState,
  npc: StoredNpc,
): IndexChange[] {
  const changes: IndexChange[] = [
    npc.isDead
      ? { op: 'remove', index: dueIndex(worldId), member }
      : { op: 'set', index: dueIndex(worldId), member, score: after.dueGms },
  ];
  if (before?.locationId !== after.locationId) {
    if (before !== undefined) changes.push({ op: 'remove', index: atIndex(worldId, before.locationId), member });
    changes.push({ op: 'set', index: atIndex(worldId, after.locationId), member, score: 0 });
  }
  if (before?.locationId !== after.locationId || before.action.type !== after.action.type)
    changes.push({ op: 'set', index: untoldIndex(worldId), member, score: 0 });
  return changes;
}

/** The lists somebody is in by who they are. */
export function listed(
  { worldId, npcId: member }: NpcRef,
  before: StoredNpc | undefined,
  after: StoredNpc,
): IndexChange[] {
  const changes: IndexChange[] = [{ op: 'set', index: allIndex(worldId), member, score: 0 }];
  if (before !== undefined && before.faction !== after.faction)
    changes.push({ op: 'remove', index: factionIndex(worldId, before.faction), member });
  if (after.faction !== '') changes.push({ op: 'set', index: factionIndex(worldId, after.faction), member, score: 0 });
  return changes;
}
