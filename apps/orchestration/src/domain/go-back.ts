import type { CallFailure } from './call-failure.js';
import type { CallOutcome } from './end-step.js';
import { undoKey, type Execution } from './execution.js';
import { currentStep, moveTo, note, patienceMs, stepOf, withStep, withoutRetry, type Move, type Work } from './move.js';
import { COMPENSATION_LIFE_MS, delayMsAfter, hasCallsLeft, isRetryable } from './retry-policy.js';
import { scopeOf } from './scope.js';
import { fillTemplate } from './template.js';
import type { WorkflowDefinition, WorkflowStep } from './workflow-definition.js';

/** Turns an execution round: all that was done, or may have been, is undone, last first. */
export function goBack(
  execution: Execution,
  definition: WorkflowDefinition,
  cause: CallFailure | undefined,
  nowMs: number,
): Move {
  const toUndo = definition.steps
    .slice(0, execution.stepIndex + 1)
    .filter(({ id, compensate }) => compensate !== undefined && mayBeDone(execution, id))
    .map(({ id }) => id)
    .reverse();
  const back = { ...moveTo(withoutRetry(execution), 'COMPENSATING'), toUndo, ...(cause && { error: cause }) };
  return undoNext(note(back, { atMs: nowMs, kind: 'COMPENSATING' }), definition, nowMs);
}

function mayBeDone(execution: Execution, stepId: string): boolean {
  const run = stepOf(execution, stepId);
  return run !== undefined && (run.status === 'SUCCEEDED' || run.isUncertain);
}

/** Goes on to the next step to be undone, or to the end. */
export function undoNext(execution: Execution, definition: WorkflowDefinition, nowMs: number): Move {
  const [stepId] = execution.toUndo;
  if (stepId !== undefined) {
    const attempt = 1 + (stepOf(execution, stepId)?.undoAttempts ?? 0);
    return {
      execution,
      work: { kind: 'compensation', stepId, attempt },
      dueMs: nowMs + patienceMs(timeoutMsOf(definition, stepId)),
      told: [],
    };
  }
  const { error } = execution;
  const failedStep = currentStep(execution);
  return {
    execution: note({ ...moveTo(execution, 'COMPENSATED'), finishedMs: nowMs }, { atMs: nowMs, kind: 'COMPENSATED' }),
    told: [
      {
        kind: 'compensated',
        ...(failedStep?.error === undefined ? {} : { stepId: failedStep.id }),
        ...(error && { error }),
      },
    ],
  };
}

/** Takes up the undoing of a step. Undefined when the work is done already or never was to be done. */
export function beginUndo(
  execution: Execution,
  definition: WorkflowDefinition,
  work: Work,
  nowMs: number,
): Move | undefined {
  const run = stepOf(execution, work.stepId);
  const step = stepIn(definition, work.stepId);
  if (execution.status !== 'COMPENSATING' || execution.toUndo[0] !== work.stepId) return undefined;
  if (run === undefined || step?.compensate === undefined) return undefined;
  if (work.attempt !== (run.isCalling ? run.undoAttempts : run.undoAttempts + 1)) return undefined;
  const { service, method, input } = step.compensate;
  const calling = withStep(withoutRetry(execution), work.stepId, {
    status: 'COMPENSATING',
    undoAttempts: work.attempt,
    isCalling: true,
    undoStartedMs: run.undoStartedMs ?? nowMs,
  });
  return {
    execution: note(calling, {
      atMs: nowMs,
      kind: 'COMPENSATION_STARTED',
      stepId: work.stepId,
      attempt: work.attempt,
    }),
    dueMs: nowMs + patienceMs(step.timeoutMs),
    told: [],
    call: {
      service,
      method,
      request: JSON.stringify(fillTemplate(input, scopeOf(execution), 'leave-out')),
      timeoutMs: step.timeoutMs,
      idempotencyKey: undoKey(execution.id, work.stepId),
    },
  };
}

/** What comes of a call that undoes a step. Undefined when somebody else has told already. */
export function endUndo(
  execution: Execution,
  definition: WorkflowDefinition,
  work: Work,
  outcome: CallOutcome,
  nowMs: number,
): Move | undefined {
  const run = stepOf(execution, work.stepId);
  const retry = stepIn(definition, work.stepId)?.compensate?.retry;
  if (execution.status !== 'COMPENSATING' || execution.toUndo[0] !== work.stepId) return undefined;
  if (run === undefined || retry === undefined || !run.isCalling) return undefined;
  const about = { atMs: nowMs, stepId: work.stepId, attempt: run.undoAttempts };
  if (outcome.kind === 'answered') {
    const undone = withStep(execution, work.stepId, { status: 'COMPENSATED', isCalling: false, finishedMs: nowMs });
    const rest = { ...undone, toUndo: execution.toUndo.slice(1) };
    return undoNext(note(rest, { ...about, kind: 'COMPENSATION_SUCCEEDED' }), definition, nowMs);
  }
  const { failure } = outcome;
  const failed = withStep(execution, work.stepId, { isCalling: false, error: failure });
  const line = { ...about, kind: 'COMPENSATION_FAILED', error: failure } as const;
  const delayMs = delayMsAfter(retry, run.undoAttempts, failure);
  const retryAtMs = nowMs + delayMs;
  const isInTime = retryAtMs - (run.undoStartedMs ?? nowMs) <= COMPENSATION_LIFE_MS;
  if (isRetryable(retry, failure) && hasCallsLeft(retry, run.undoAttempts) && isInTime) {
    return { execution: { ...note(failed, { ...line, delayMs }), retryAtMs }, dueMs: retryAtMs, told: [] };
  }
  const stuck = moveTo(note(failed, line), 'STUCK');
  return {
    execution: note(stuck, { atMs: nowMs, kind: 'STUCK', stepId: work.stepId }),
    told: [{ kind: 'stuck', stepId: work.stepId, error: failure }],
  };
}

function stepIn(definition: WorkflowDefinition, stepId: string): WorkflowStep | undefined {
  return definition.steps.find(({ id }) => id === stepId);
}

function timeoutMsOf(definition: WorkflowDefinition, stepId: string): number {
  return stepIn(definition, stepId)?.timeoutMs ?? 0;
}
