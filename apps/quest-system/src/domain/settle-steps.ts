import type { ConditionValues } from '@bodybroker/conditions';
import { dayOf, hourOfDay, hoursBetween } from './game-time.js';
import { OBJECTIVE_SOURCES } from './objective-type.js';
import type { Objective, Step } from './quest-definition.js';
import { matchCacheOf, type QuestConditions } from './quest-conditions.js';
import type { QuestPlan } from './quest-plan.js';
import { QUEST_TRANSITIONS, type Happening, type QuestChange, type QuestState, type StepState } from './quest.js';

/** What a quest sees of the world and its player when something happens to it. */
export interface Moment {
  readonly nowMs: number;
  /** The game clock, as far as it is known: to the hour. */
  readonly gms: number;
  /** Undefined: not known now, so that nothing that hangs on them is decided. */
  readonly facts: ConditionValues | undefined;
  readonly flags: readonly string[];
}

interface SettleRules {
  readonly plan: QuestPlan;
  readonly conditions: QuestConditions;
  readonly moment: Moment;
}

/**
 * Opens what can open, ends what is done, and completes the quest when all that leads into the end is done. One pass, parents before
 * their children. A step opens when all its parents are done, those of branches that closed not counted; it closes when none of
 * them can be done any more.
 */
export function settleSteps({ plan, conditions, moment }: SettleRules, quest: QuestState): QuestChange {
  const happenings: Happening[] = [];
  const states = new Map(quest.steps.map((step) => [step.id, step]));
  const done: string[] = [];
  for (const id of plan.graph.order) {
    const step = plan.steps.get(id);
    let state = states.get(id);
    if (step === undefined || state === undefined) continue;
    if (state.status === 'LOCKED') state = unlock(state, step, parentsOf(plan, states, id), moment.gms);
    if (state.status === 'OPEN') {
      state = lookAround(state, step, { conditions, moment }, happenings);
      if (isDone(state, step)) {
        state = { ...state, status: 'DONE' };
        done.push(id);
      }
    }
    states.set(id, state);
  }
  const steps = quest.steps.map((before) => states.get(before.id) ?? before);
  for (const id of done) happenings.push(completed(plan, id, quest.steps, steps));
  const last = plan.graph.last.map((id) => states.get(id)?.status);
  const status = QUEST_TRANSITIONS[quest.status].complete;
  if (status === undefined || !last.includes('DONE') || last.some((each) => each !== 'DONE' && each !== 'CLOSED')) {
    return { quest: { ...quest, steps }, happenings };
  }
  const doneSteps = steps.filter((each) => each.status === 'DONE').map(({ id }) => id);
  return {
    quest: { ...quest, steps, status, endedMs: moment.nowMs },
    happenings: [...happenings, { kind: 'completed', doneSteps }],
  };
}

type States = ReadonlyMap<string, StepState>;

const parentsOf = ({ graph }: QuestPlan, states: States, id: string): readonly StepState[] =>
  (graph.parents.get(id) ?? []).flatMap((parent) => states.get(parent) ?? []);

function unlock(state: StepState, { branchGroup }: Step, parents: readonly StepState[], gms: number): StepState {
  if (parents.some(({ status }) => status !== 'DONE' && status !== 'CLOSED')) return state;
  if (parents.length > 0 && parents.every(({ status }) => status === 'CLOSED')) return { ...state, status: 'CLOSED' };
  if (branchGroup !== '') return { ...state, status: 'OFFERED' };
  return { ...state, status: 'OPEN', openedGms: gms };
}

/** Counts what is true already: the hour, a fact, a flag. */
function lookAround(
  state: StepState,
  { objectives }: Step,
  { conditions, moment }: Pick<SettleRules, 'conditions' | 'moment'>,
  happenings: Happening[],
): StepState {
  const values = standingValues(state, moment);
  const progress = objectives.map((objective, of) => {
    const before = state.progress[of] ?? 0;
    if (before > 0 || !holds(objective, values, conditions)) return before;
    happenings.push({ kind: 'progressed', stepId: state.id, objectiveId: objective.id, progress: 1 });
    return 1;
  });
  return { ...state, progress };
}

interface StandingValues {
  readonly clock: ConditionValues;
  readonly facts: ConditionValues | undefined;
}

function standingValues({ openedGms }: StepState, { gms, facts, flags }: Moment): StandingValues {
  return {
    clock: { gms, hour: hourOfDay(gms), day: dayOf(gms), hours_open: hoursBetween(openedGms ?? gms, gms) },
    facts: facts && { facts, flags },
  };
}

function holds({ type, match }: Objective, values: StandingValues, conditions: QuestConditions): boolean {
  const { kind } = OBJECTIVE_SOURCES[type];
  if (kind !== 'clock' && kind !== 'facts') return false;
  const seen = values[kind];
  return seen !== undefined && (matchCacheOf(conditions, type)?.evaluate(match, seen) ?? false);
}

function isDone({ progress }: StepState, { objectives }: Step): boolean {
  return objectives.every(({ isOptional, count }, of) => isOptional || (progress[of] ?? 0) >= count);
}

function completed(
  { graph }: QuestPlan,
  stepId: string,
  before: readonly StepState[],
  after: readonly StepState[],
): Happening {
  const next = after.filter(
    ({ id }, at) => before[at]?.status === 'LOCKED' && graph.parents.get(id)?.includes(stepId) === true,
  );
  return {
    kind: 'step_completed',
    stepId,
    opened: next.filter(({ status }) => status === 'OPEN' || status === 'DONE').map(({ id }) => id),
    offered: next.filter(({ status }) => status === 'OFFERED').map(({ id }) => id),
  };
}
