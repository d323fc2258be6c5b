import { decide, type Surroundings } from './decide.js';
import { HOUR_GMS, hourStart } from './game-time.js';
import type { Npc } from './npc.js';
import { beginState, type NpcState } from './npc-state.js';

/** Over a longer leap than this people are not followed hour by hour: they have settled in again when it ends. */
const LONGEST_LEAP_GMS = 72 * HOUR_GMS;

/** What somebody does at a later moment, having thought whenever it was time to: the same however the way there is cut. */
export function liveUntil(npc: Npc, before: NpcState, toGms: number, surroundings: Surroundings): NpcState {
  if (npc.isDead) return before;
  let state = before.dueGms < toGms - LONGEST_LEAP_GMS ? leap(npc, before, toGms) : before;
  while (state.dueGms <= toGms) {
    state = decide(npc, state, { gms: state.dueGms, percepts: [] }, surroundings).state;
  }
  return state;
}

function leap(npc: Npc, { talk }: NpcState, toGms: number): NpcState {
  const landed = beginState(npc, hourStart(toGms) - LONGEST_LEAP_GMS);
  return talk === undefined ? landed : { ...landed, talk };
}
