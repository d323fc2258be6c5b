import { failedPrecondition, notFound } from '@bodybroker/domain';
import type { QuestRules } from './quest-progress.js';
import { assertActive, type QuestChange, type QuestState } from './quest.js';
import { settleSteps } from './settle-steps.js';

/**
 * Opens one step of a branch group that is offered; the others of the group close, and with them what only they lead to.
 * Undefined: it was chosen before.
 * @throws DomainError NOT_FOUND STEP_NOT_FOUND; FAILED_PRECONDITION QUEST_NOT_ACTIVE, STEP_NOT_OFFERED {status}
 */
export function chooseStep(rules: QuestRules, quest: QuestState, stepId: string): QuestChange | undefined {
  const step = rules.plan.steps.get(stepId);
  const state = quest.steps.find(({ id }) => id === stepId);
  if (step === undefined || state === undefined) throw notFound('step', stepId);
  if (step.branchGroup !== '' && (state.status === 'OPEN' || state.status === 'DONE')) return undefined;
  assertActive(quest);
  if (state.status !== 'OFFERED') {
    throw failedPrecondition('STEP_NOT_OFFERED', `step ${stepId} is ${state.status}`, { status: state.status });
  }
  const steps = quest.steps.map((each) => {
    if (each.id === stepId) return { ...each, status: 'OPEN' as const, openedGms: rules.moment.gms };
    const isSibling = rules.plan.steps.get(each.id)?.branchGroup === step.branchGroup;
    return isSibling ? { ...each, status: 'CLOSED' as const } : each;
  });
  return settleSteps(rules, { ...quest, steps });
}
