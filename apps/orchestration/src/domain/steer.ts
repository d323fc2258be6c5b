import { failedPrecondition, invalidArgument, type JsonObject } from '@bodybroker/domain';
import { ownFailure } from './call-failure.js';
import { isPastPivot } from './end-step.js';
import { isFinal, type Execution } from './execution.js';
import { goBack } from './go-back.js';
import { currentStep, moveTo, note, patienceMs, withStep, type Move } from './move.js';
import type { WorkflowDefinition } from './workflow-definition.js';

/**
 * Gives an execution the signal it waits for.
 * @throws DomainError FAILED_PRECONDITION NOT_WAITING
 */
export function signal(
  execution: Execution,
  definition: WorkflowDefinition,
  { name, payload }: { readonly name: string; readonly payload: JsonObject },
  nowMs: number,
): Move {
  const step = definition.steps[execution.stepIndex];
  if (execution.status !== 'WAITING' || step?.waitSignal !== name) {
    throw failedPrecondition('NOT_WAITING', `${execution.id} does not wait for the signal "${name}"`, {
      status: execution.status,
    });
  }
  const woken = withStep(moveTo(execution, 'RUNNING'), step.id, { status: 'RUNNING', isSignalled: true });
  const signals = { ...execution.signals, [name]: payload };
  return {
    execution: note({ ...woken, signals }, { atMs: nowMs, kind: 'SIGNALLED', stepId: step.id, note: name }),
    work: { kind: 'step', stepId: step.id, attempt: 1 + (currentStep(execution)?.attempts ?? 0) },
    dueMs: nowMs + patienceMs(step.timeoutMs),
    told: [],
  };
}

/**
 * Stops an execution. A call under way is waited for; one that goes back already goes on doing so.
 * @throws DomainError FAILED_PRECONDITION PAST_PIVOT, EXECUTION_ENDED, EXECUTION_STUCK
 */
export function cancel(
  execution: Execution,
  definition: WorkflowDefinition,
  reason: string,
  nowMs: number,
): Move | undefined {
  const { status, id } = execution;
  if (status === 'CANCELLING' || status === 'COMPENSATING') return undefined;
  if (isFinal(status)) throw failedPrecondition('EXECUTION_ENDED', `${id} has ended`, { status });
  const run = currentStep(execution);
  const isPivotCalled = definition.steps[execution.stepIndex]?.isPivot === true && (run?.attempts ?? 0) > 0;
  if (isPivotCalled || isPastPivot(execution, definition)) {
    throw failedPrecondition('PAST_PIVOT', `${id} is past its pivot and only goes forward`, { status });
  }
  if (status === 'STUCK')
    throw failedPrecondition('EXECUTION_STUCK', `${id} is stuck; retry or resolve it`, { status });
  const cause = ownFailure('CANCELLED', 'CANCELLED', reason === '' ? 'the execution was cancelled' : reason);
  const cancelling = note(
    { ...moveTo(execution, 'CANCELLING'), error: cause },
    { atMs: nowMs, kind: 'CANCEL_REQUESTED', ...(reason === '' ? {} : { note: reason }) },
  );
  if (run?.isCalling !== true) return goBack(cancelling, definition, cause, nowMs);
  const timeoutMs = definition.steps[execution.stepIndex]?.timeoutMs ?? 0;
  return { execution: cancelling, dueMs: nowMs + patienceMs(timeoutMs), told: [] };
}

/**
 * Has a stuck execution tried again, forward or back as it was going, with all its time anew.
 * @param fromStep where to begin; empty: where it is stuck
 * @throws DomainError FAILED_PRECONDITION NOT_STUCK; INVALID_ARGUMENT STEP_UNKNOWN, STEP_AHEAD
 */
export function retry(execution: Execution, definition: WorkflowDefinition, fromStep: string, nowMs: number): Move {
  const { status, id, toUndo, stepIndex } = execution;
  if (status !== 'STUCK') throw failedPrecondition('NOT_STUCK', `${id} is not stuck`, { status });
  const order = definition.steps.map((step) => step.id);
  if (fromStep !== '' && !order.includes(fromStep)) {
    throw invalidArgument('from_step', `must be a step of ${definition.id}`, 'STEP_UNKNOWN');
  }
  const retried = note(execution, {
    atMs: nowMs,
    kind: 'RETRIED',
    ...(fromStep === '' ? {} : { stepId: fromStep }),
  });
  return toUndo.length > 0
    ? retryBack(retried, definition, fromStep === '' ? (toUndo[0] ?? '') : fromStep, nowMs)
    : retryForward(retried, definition, fromStep === '' ? stepIndex : order.indexOf(fromStep), nowMs);
}

function retryForward(execution: Execution, definition: WorkflowDefinition, from: number, nowMs: number): Move {
  if (from > execution.stepIndex) throw stepAhead();
  const step = definition.steps[from];
  if (step === undefined) throw new RangeError(`${execution.id} has no step ${from}`);
  const { error: _old, ...rest } = moveTo(execution, 'RUNNING');
  const steps = rest.steps.map((run, index) =>
    index < from || index > execution.stepIndex ? run : { ...run, status: 'PENDING' as const, isCalling: false },
  );
  return {
    execution: { ...rest, steps, stepIndex: from, deadlineMs: nowMs + definition.deadlineMs },
    work: { kind: 'step', stepId: step.id, attempt: 1 + (steps[from]?.attempts ?? 0) },
    dueMs: nowMs + patienceMs(step.timeoutMs),
    told: [],
  };
}

function retryBack(execution: Execution, definition: WorkflowDefinition, from: string, nowMs: number): Move {
  const undoable = definition.steps
    .filter(({ id, compensate }) => {
      const isUndone = execution.steps.some((run) => run.id === id && run.status === 'COMPENSATED');
      return compensate !== undefined && (isUndone || execution.toUndo.includes(id));
    })
    .map(({ id }) => id)
    .reverse();
  const [stuckAt = ''] = execution.toUndo;
  const at = undoable.indexOf(from);
  if (at < 0 || at > undoable.indexOf(stuckAt)) throw stepAhead();
  const step = definition.steps.find(({ id }) => id === from);
  const run = execution.steps.find(({ id }) => id === from);
  const steps = execution.steps.map(({ undoStartedMs: _old, ...each }) => each);
  return {
    execution: { ...moveTo(execution, 'COMPENSATING'), steps, toUndo: undoable.slice(at) },
    work: { kind: 'compensation', stepId: from, attempt: 1 + (run?.undoAttempts ?? 0) },
    dueMs: nowMs + patienceMs(step?.timeoutMs ?? 0),
    told: [],
  };
}

/** Closes a stuck execution. @throws DomainError FAILED_PRECONDITION NOT_STUCK */
export function resolve(execution: Execution, resolution: string, nowMs: number): Move {
  const { status, id } = execution;
  if (status !== 'STUCK') throw failedPrecondition('NOT_STUCK', `${id} is not stuck`, { status });
  const resolved = { ...moveTo(execution, 'RESOLVED'), resolution, finishedMs: nowMs };
  return { execution: note(resolved, { atMs: nowMs, kind: 'RESOLVED', note: resolution }), told: [] };
}

function stepAhead(): Error {
  return invalidArgument('from_step', 'must not lie ahead of the step it is stuck at', 'STEP_AHEAD');
}
