import type { ConditionValues } from '@bodybroker/conditions';
import { failedPrecondition, notFound } from '@bodybroker/domain';
import { hoursBetween } from './game-time.js';
import { OBJECTIVE_SOURCES } from './objective-type.js';
import type { Objective } from './quest-definition.js';
import { countedEventOf, type QuestPlan } from './quest-plan.js';
import { assertActive, endQuest, type Happening, type QuestChange, type QuestState, type StepState } from './quest.js';
import type { QuestConditions } from './quest-conditions.js';
import { settleSteps, type Moment } from './settle-steps.js';

/** Something that happened to a player and may count. */
export interface QuestEvent {
  /** The same each time the event is delivered. */
  readonly mark: string;
  readonly type: string;
  readonly values: ConditionValues;
}

/** What decides about a quest, beside its state. */
export interface QuestRules {
  readonly plan: QuestPlan;
  readonly conditions: QuestConditions;
  readonly moment: Moment;
}

export interface NewQuest {
  readonly playerId: string;
  readonly worldId: string;
}

/** Takes a quest up: its first steps open, and what is true already counts. */
export function startQuest(rules: QuestRules, { playerId, worldId }: NewQuest): QuestChange {
  const { definition, revision } = rules.plan;
  const { gms, nowMs } = rules.moment;
  const quest: QuestState = {
    playerId,
    worldId,
    definitionId: definition.id,
    revision,
    status: 'ACTIVE',
    steps: definition.steps.map(({ id, objectives }) => ({ id, status: 'LOCKED', progress: objectives.map(() => 0) })),
    applied: [],
    acceptedMs: nowMs,
    // The clock is known to the hour: a full hour more, so that no quest ends before its time.
    ...(definition.timeLimitGms === undefined ? {} : { deadlineGms: gms + definition.timeLimitGms + HOUR_OF_GRACE }),
    claim: { number: 1 },
  };
  const settled = settleSteps(rules, quest);
  return { quest: settled.quest, happenings: [{ kind: 'accepted' }, ...settled.happenings] };
}

/**
 * Counts an event for all objectives of the steps that are open now; or lets the quest fail by it. Undefined: it means nothing to
 * this quest, or has counted before.
 */
export function applyEvent(rules: QuestRules, quest: QuestState, event: QuestEvent): QuestChange | undefined {
  if (quest.status !== 'ACTIVE' || quest.applied.includes(event.mark)) return undefined;
  const { conditions, moment, plan } = rules;
  const isFailure = plan.definition.failureConditions.some((text) =>
    conditions.failure.evaluate(text, { event: event.values, type: event.type }),
  );
  if (isFailure) return endQuest({ ...quest, applied: [...quest.applied, event.mark] }, 'fail', moment.nowMs);
  const counts = (objective: Objective, step: StepState): boolean =>
    countedEventOf(objective) === event.type &&
    (objective.match === '' ||
      conditions.event.evaluate(objective.match, {
        event: event.values,
        type: event.type,
        hours_open: hoursBetween(step.openedGms ?? moment.gms, moment.gms),
      }));
  return progress(rules, quest, event.mark, (objective, step) => (counts(objective, step) ? 1 : 0));
}

/** Looks at the clock, at facts and flags again. Undefined: nothing has come true. */
export function reviewQuest(rules: QuestRules, quest: QuestState): QuestChange | undefined {
  if (quest.status !== 'ACTIVE') return undefined;
  if (quest.deadlineGms !== undefined && quest.deadlineGms <= rules.moment.gms) {
    return endQuest(quest, 'expire', rules.moment.nowMs);
  }
  const change = settleSteps(rules, quest);
  return change.happenings.length === 0 ? undefined : change;
}

/**
 * Counts what a service reports. Undefined: it was reported before.
 * @throws DomainError NOT_FOUND OBJECTIVE_NOT_FOUND; FAILED_PRECONDITION QUEST_NOT_ACTIVE, STEP_NOT_OPEN {status}
 */
export function reportProgress(
  rules: QuestRules,
  quest: QuestState,
  report: { readonly objectiveId: string; readonly amount: number; readonly mark: string },
): QuestChange | undefined {
  const { objectiveId, amount, mark } = report;
  if (quest.applied.includes(mark)) return undefined;
  assertActive(quest);
  const owner = rules.plan.definition.steps.find(({ objectives }) => objectives.some(({ id }) => id === objectiveId));
  const state = quest.steps.find(({ id }) => id === owner?.id);
  if (state === undefined) throw notFound('objective', objectiveId);
  if (state.status !== 'OPEN') {
    throw failedPrecondition('STEP_NOT_OPEN', `step ${state.id} is ${state.status}`, { status: state.status });
  }
  return progress(rules, quest, mark, ({ id }) => (id === objectiveId ? amount : 0));
}

/** Whether some open step waits for the clock, for a fact or for a flag. */
export function isLooking({ definition }: QuestPlan, quest: QuestState): boolean {
  if (quest.status !== 'ACTIVE') return false;
  return quest.steps.some(
    ({ status, progress: done }, at) =>
      status === 'OPEN' &&
      definition.steps[at]?.objectives.some(({ type }, of) => {
        const { kind } = OBJECTIVE_SOURCES[type];
        return (kind === 'clock' || kind === 'facts') && done[of] === 0;
      }),
  );
}

function progress(
  rules: QuestRules,
  quest: QuestState,
  mark: string,
  amountOf: (objective: Objective, step: StepState) => number,
): QuestChange | undefined {
  const happenings: Happening[] = [];
  const steps = quest.steps.map((step, at): StepState => {
    if (step.status !== 'OPEN') return step;
    const objectives = rules.plan.definition.steps[at]?.objectives ?? [];
    const after = objectives.map((objective, of) => {
      const before = step.progress[of] ?? 0;
      const reached = before < objective.count ? Math.min(objective.count, before + amountOf(objective, step)) : before;
      if (reached > before) {
        happenings.push({ kind: 'progressed', stepId: step.id, objectiveId: objective.id, progress: reached });
      }
      return reached;
    });
    return { ...step, progress: after };
  });
  if (happenings.length === 0) return undefined;
  const settled = settleSteps(rules, { ...quest, steps, applied: [...quest.applied, mark] });
  return { quest: settled.quest, happenings: [...happenings, ...settled.happenings] };
}

const HOUR_OF_GRACE = 3_600_000;
