import { isDomainError } from '@bodybroker/domain';
import type { StoredNpc } from '../storage/person.js';
import type { Roster } from '../storage/roster.js';
import type { Worlds } from '../storage/worlds.js';

export interface Settling {
  readonly worlds: Worlds;
  readonly roster: Roster;
  readonly people: readonly StoredNpc[];
}

/** As many are written at once. */
const AT_ONCE = 15;

/**
 * Settles the people of content/ in a world: those who have never been there, and anew those whose content has changed while no
 * admin touched them. Who was deleted stays away. Each world once in the life of this process; a failure is tried again
 * with the next call.
 */
export function createSettler(settling: Settling): (worldId: string) => Promise<void> {
  const settled = new Map<string, Promise<void>>();
  return (worldId) => {
    let settlement = settled.get(worldId);
    if (settlement === undefined) {
      settlement = settlePeople(settling, worldId);
      settled.set(worldId, settlement);
      settlement.catch(() => settled.delete(worldId));
    }
    return settlement;
  };
}

async function settlePeople({ worlds, roster, people }: Settling, worldId: string): Promise<void> {
  const { clock, settledIds } = await worlds.read(worldId);
  const known = new Set(settledIds);
  const newcomers = people.filter(({ npcId }) => !known.has(npcId));
  for (let from = 0; from < newcomers.length; from += AT_ONCE) {
    const group = newcomers.slice(from, from + AT_ONCE);
    await Promise.all(group.map((npc) => settleOne(roster, worldId, npc, clock.livedGms)));
  }
  if (newcomers.length > 0)
    await worlds.settled(
      worldId,
      newcomers.map(({ npcId }) => npcId),
    );
  await renew(
    roster,
    worldId,
    people.filter(({ npcId }) => known.has(npcId)),
  );
}

/** Another replica may have been quicker. */
async function settleOne(roster: Roster, worldId: string, npc: StoredNpc, gms: number): Promise<void> {
  try {
    await roster.create({ worldId, npcId: npc.npcId }, npc, gms);
  } catch (error) {
    if (!isDomainError(error) || (error.code !== 'ALREADY_EXISTS' && error.code !== 'VERSION_CONFLICT')) throw error;
  }
}

async function renew(roster: Roster, worldId: string, people: readonly StoredNpc[]): Promise<void> {
  const present = await roster.read(
    worldId,
    people.map(({ npcId }) => npcId),
  );
  for (const { ref, npc } of present) {
    const { contentHash } = npc as StoredNpc;
    const shipped = people.find(({ npcId }) => npcId === ref.npcId);
    const isOutdated = contentHash !== undefined && shipped !== undefined && shipped.contentHash !== contentHash;
    if (isOutdated) await roster.update(ref, ({ state }) => ({ npc: shipped, state }), undefined);
  }
}
