import { stepAction } from './action-state.js';
import { candidatesOf } from './candidates.js';
import type { City } from './city.js';
import type { Operator } from './goap.js';
import { HOUR_GMS, hourStart } from './game-time.js';
import type { Npc } from './npc.js';
import { levelsAt, nextDue, type NpcAction, type NpcState } from './npc-state.js';
import { planAction } from './plan-action.js';
import type { Percept } from './percept.js';
import type { Skies } from './sky.js';
import { rankCandidates, type ScoredCandidate } from './utility.js';

/** What surrounds somebody who decides. */
export interface Surroundings {
  readonly city: City;
  readonly skies: Skies;
  /** Carries a plan out, as far as it goes. */
  readonly actOut: ActOut;
}

/** How far a plan went: where it ended, and whether it got to its end. */
export interface ActedOut {
  readonly locationId: string;
  readonly isComplete: boolean;
}

export type ActOut = (
  plan: readonly Operator[],
  actor: { readonly npc: Npc; readonly locationId: string; readonly percepts: readonly Percept[] },
) => ActedOut;

export interface Decision {
  readonly chosen: ScoredCandidate;
  /** Best first. */
  readonly scores: readonly ScoredCandidate[];
  readonly plan: readonly Operator[];
  /** Afterwards. */
  readonly state: NpcState;
  /** Whether they do something else, or elsewhere, than before. */
  readonly isChanged: boolean;
}

/**
 * What somebody does in view of their day, their needs and what they notice: the best action (utility) that a plan can be made
 * for (GOAP), carried out. Equal input gives an equal decision, also when asked again after it was taken.
 */
export function decide(
  npc: Npc,
  state: NpcState,
  occasion: { readonly gms: number; readonly percepts: readonly Percept[] },
  { city, skies, actOut }: Surroundings,
): Decision {
  const { percepts } = occasion;
  // Thoughts are had at full hours, so that asking twice within one gives the same.
  const gms = hourStart(occasion.gms);
  const levels = levelsAt(npc, state, gms);
  const scores = rankCandidates(candidatesOf({ npc, gms, levels, percepts, skies, city }), state.action);
  const planned = firstPlanned(scores, (candidate) =>
    planAction({ npc, city, from: state.locationId, levels, action: candidate }),
  );
  const { locationId, isComplete } = actOut(planned.plan, { npc, locationId: state.locationId, percepts });
  const action = actionOf(planned.chosen, state.action, { gms, isComplete });
  const isChanged = action !== state.action || locationId !== state.locationId;
  // What was noticed is not kept: in an hour they look again.
  const routineDue = nextDue(npc, levels, action.type, gms);
  const dueGms = percepts.length > 0 ? Math.min(routineDue, gms + HOUR_GMS) : routineDue;
  const next: NpcState = { ...state, locationId, action, levels, levelsGms: gms, dueGms };
  return { ...planned, scores, state: next, isChanged };
}

function firstPlanned(
  scores: readonly ScoredCandidate[],
  planOf: (candidate: ScoredCandidate) => readonly Operator[] | undefined,
): { readonly chosen: ScoredCandidate; readonly plan: readonly Operator[] } {
  for (const chosen of scores) {
    const plan = planOf(chosen);
    if (plan !== undefined) return { chosen, plan };
  }
  throw new RangeError('not even the routine can be planned');
}

function actionOf(
  { type, target, locationId, goal }: ScoredCandidate,
  before: NpcAction,
  { gms, isComplete }: { readonly gms: number; readonly isComplete: boolean },
): NpcAction {
  const isSame =
    before.type === type && before.target === target && before.locationId === locationId && before.goal === goal;
  const wasBegun = before.state === 'EXECUTING';
  if (isSame && wasBegun && isComplete) return before;
  const ended = wasBegun ? stepAction(before.state, goal === 'routine' ? 'finish' : 'break-off') : before.state;
  const state = stepAction(ended, 'choose', 'set-out', ...(isComplete ? [] : (['fail'] as const)));
  return { type, target, locationId, goal, state, sinceGms: isSame ? before.sinceGms : gms };
}
