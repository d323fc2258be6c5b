import type { Deps } from '../deps.js';
import { decide } from '../domain/decide.js';
import type { Percept } from '../domain/percept.js';
import type { Person } from '../storage/person.js';
import { surroundingsIn } from './live-world.js';

/** Those at a place who are awake to what happens there. */
export async function witnessesAt(deps: Deps, worldId: string, locationId: string): Promise<readonly Person[]> {
  await deps.settle(worldId);
  const here = await deps.roster.at(worldId, locationId);
  return here.filter(({ npc, state }) => !npc.isDead && state.action.type !== 'SLEEP');
}

/** Has people think again in view of what they notice, except those who talk. */
export async function notice(
  deps: Deps,
  worldId: string,
  people: readonly Person[],
  percepts: readonly Percept[],
): Promise<void> {
  const book = await deps.worlds.read(worldId);
  const surroundings = surroundingsIn(deps, book);
  const gms = book.clock.livedGms;
  const changes = people
    .filter(({ npc, state }) => !npc.isDead && (state.talk?.untilMs ?? 0) <= deps.clock.now())
    .map((person) => ({ person, ...decide(person.npc, person.state, { gms, percepts }, surroundings) }))
    .filter(({ isChanged }) => isChanged)
    .map(({ person, state }) => ({ person, after: state }));
  await deps.roster.changeMany(worldId, changes);
}
