import { failedPrecondition } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import type { Surroundings } from '../domain/decide.js';
import { liveUntil } from '../domain/live-until.js';
import type { Person } from '../storage/person.js';
import type { StateChange } from '../storage/roster.js';
import type { WorldBook } from '../storage/worlds.js';

/** As many people are read at once. */
const READ_AT_ONCE = 500;
/** A race lost so often in a row is no race. */
const MOST_ROUNDS = 200;

/** What surrounds people in a world as it was last heard of. */
export function surroundingsIn({ city, actOut }: Deps, { skies }: WorldBook): Surroundings {
  return { city, skies, actOut };
}

/**
 * Lets everybody whose time to think has come (of one place, or everywhere) live on to a moment. Who talks stays until the
 * talk is over and catches up with the next call.
 * @returns those who do something else, or elsewhere, than before; each once
 * @throws DomainError FAILED_PRECONDITION TIME_REVERSED when they have lived longer already
 */
export async function liveWorld(
  deps: Deps,
  worldId: string,
  toGms: number,
  locationId = '',
): Promise<readonly StateChange[]> {
  await deps.settle(worldId);
  const book = await deps.worlds.read(worldId);
  if (toGms < book.clock.livedGms)
    throw failedPrecondition('TIME_REVERSED', 'the people of this world have lived longer than that', {
      lived_gms: String(book.clock.livedGms),
    });
  const surroundings = surroundingsIn(deps, book);
  const changed = new Map<string, StateChange>();
  const talking = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const due = (await dueNow(deps, { worldId, toGms, locationId, talking })).filter((person) => {
      const isTalking = (person.state.talk?.untilMs ?? 0) > deps.clock.now();
      if (isTalking) talking.add(person.ref.npcId);
      return !isTalking;
    });
    if (due.length === 0) break;
    const changes = due.map((person) => ({ person, after: liveUntil(person.npc, person.state, toGms, surroundings) }));
    for (const change of await deps.roster.changeMany(worldId, changes)) note(changed, change);
  }
  if (locationId === '') await deps.worlds.lived(worldId, toGms);
  return [...changed.values()].sort((a, b) => (a.person.ref.npcId < b.person.ref.npcId ? -1 : 1));
}

async function dueNow(
  { roster }: Deps,
  wanted: { worldId: string; toGms: number; locationId: string; talking: ReadonlySet<string> },
): Promise<readonly Person[]> {
  const { worldId, toGms, locationId, talking } = wanted;
  const isIdle = ({ ref }: Person): boolean => !talking.has(ref.npcId);
  if (locationId !== '') {
    const here = await roster.at(worldId, locationId);
    return here.filter((person) => isIdle(person) && !person.npc.isDead && person.state.dueGms <= toGms);
  }
  const ids = await roster.due(worldId, toGms, READ_AT_ONCE + talking.size);
  return (await roster.read(worldId, ids)).filter(isIdle);
}

/** Keeps the first "before" and the last "after" of somebody. */
function note(changed: Map<string, StateChange>, { person, after }: StateChange): void {
  const before = changed.get(person.ref.npcId)?.person ?? person;
  const isSame = before.state.action === after.action && before.state.locationId === after.locationId;
  if (!isSame) changed.set(person.ref.npcId, { person: before, after });
}
