import type { JsonValue } from '@bodybroker/domain';
import { isUncertain, type CallFailure } from './call-failure.js';
import type { Execution } from './execution.js';
import { goBack } from './go-back.js';
import { currentStep, moveTo, note, patienceMs, withStep, type Move, type Told, type Work } from './move.js';
import { delayMsAfter, hasCallsLeft, isRetryable } from './retry-policy.js';
import type { WorkflowDefinition } from './workflow-definition.js';

/** How a call ended. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly result: JsonValue }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** What comes of a step's call. Undefined when somebody else has told already. */
export function endStep(
  execution: Execution,
  definition: WorkflowDefinition,
  work: Work,
  outcome: CallOutcome,
  nowMs: number,
): Move | undefined {
  const run = currentStep(execution);
  const isUnderWay = execution.status === 'RUNNING' || execution.status === 'CANCELLING';
  if (!isUnderWay || run?.id !== work.stepId || !run.isCalling) return undefined;
  if (outcome.kind === 'failed') return failStep(execution, definition, outcome.failure, nowMs);
  return succeedStep(execution, definition, outcome.result, nowMs);
}

/** The current step is done. */
export function succeedStep(
  execution: Execution,
  definition: WorkflowDefinition,
  result: JsonValue,
  nowMs: number,
): Move {
  const run = currentStep(execution);
  if (run === undefined) throw new RangeError(`${execution.id} has no step to do`);
  const done = withStep(execution, run.id, {
    status: 'SUCCEEDED',
    isCalling: false,
    result,
    finishedMs: nowMs,
  });
  const noted = note(done, { atMs: nowMs, kind: 'STEP_SUCCEEDED', stepId: run.id, attempt: run.attempts });
  const told: readonly Told[] = [{ kind: 'step_completed', stepId: run.id }];
  if (execution.status !== 'CANCELLING') return advance(noted, definition, nowMs, told);
  const move = goBack(noted, definition, execution.error, nowMs);
  return { ...move, told: [...told, ...move.told] };
}

/** Goes on to the next step, or to the end. */
export function advance(
  execution: Execution,
  definition: WorkflowDefinition,
  nowMs: number,
  told: readonly Told[],
): Move {
  const next = { ...execution, stepIndex: execution.stepIndex + 1 };
  const step = definition.steps[next.stepIndex];
  if (step === undefined) {
    const completed = { ...moveTo(next, 'COMPLETED'), finishedMs: nowMs };
    return {
      execution: note(completed, { atMs: nowMs, kind: 'COMPLETED' }),
      told: [...told, { kind: 'completed' }],
    };
  }
  return {
    execution: next,
    work: { kind: 'step', stepId: step.id, attempt: 1 + (currentStep(next)?.attempts ?? 0) },
    dueMs: nowMs + patienceMs(step.timeoutMs),
    told,
  };
}

/**
 * A call of the current step failed, or could not be made: it is made again, or the execution goes back. Where it can do neither
 * - the pivot is done, or may be - it goes on trying until the deadline, and then is stuck.
 */
export function failStep(
  execution: Execution,
  definition: WorkflowDefinition,
  failure: CallFailure,
  nowMs: number,
): Move {
  const run = currentStep(execution);
  const step = definition.steps[execution.stepIndex];
  if (run === undefined || step === undefined) throw new RangeError(`${execution.id} has no step to do`);
  const mayBeDone = run.isUncertain || (run.isCalling && isUncertain(failure));
  const failed = withStep(execution, run.id, { isCalling: false, isUncertain: mayBeDone, error: failure });
  const line = { atMs: nowMs, kind: 'STEP_FAILED', stepId: run.id, attempt: run.attempts, error: failure } as const;
  if (execution.status === 'CANCELLING') return goBack(note(failed, line), definition, execution.error, nowMs);

  const delayMs = delayMsAfter(step.retry, Math.max(1, run.attempts), failure);
  const isInTime = nowMs + delayMs < execution.deadlineMs;
  const isWorthIt = isRetryable(step.retry, failure);
  const isForwardOnly = isPastPivot(execution, definition) || (step.isPivot && mayBeDone && isWorthIt);
  const mayCallAgain = isForwardOnly || (isWorthIt && hasCallsLeft(step.retry, run.attempts));
  if (mayCallAgain && isInTime) {
    const retryAtMs = nowMs + delayMs;
    return { execution: { ...note(failed, { ...line, delayMs }), retryAtMs }, dueMs: retryAtMs, told: [] };
  }
  const ended = withStep(note(failed, line), run.id, { status: 'FAILED', finishedMs: nowMs });
  if (!isForwardOnly) return goBack(ended, definition, failure, nowMs);
  return {
    execution: note({ ...moveTo(ended, 'STUCK'), error: failure }, { atMs: nowMs, kind: 'STUCK', stepId: run.id }),
    told: [{ kind: 'stuck', stepId: run.id, error: failure }],
  };
}

/** Whether the pivot is done: there is no way back. */
export function isPastPivot({ steps, stepIndex }: Execution, definition: WorkflowDefinition): boolean {
  return definition.steps
    .slice(0, stepIndex)
    .some(({ isPivot }, index) => isPivot && steps[index]?.status === 'SUCCEEDED');
}
