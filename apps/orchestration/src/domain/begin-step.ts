import type { JsonObject } from '@bodybroker/domain';
import { ownFailure } from './call-failure.js';
import { stepKey, type Execution, type StepRun } from './execution.js';
import { advance, failStep, succeedStep } from './end-step.js';
import { currentStep, moveTo, note, patienceMs, withStep, withoutRetry, type Move, type Work } from './move.js';
import { scopeOf } from './scope.js';
import { MissingValue, fillTemplate } from './template.js';
import type { StepCall, WorkflowDefinition, WorkflowStep } from './workflow-definition.js';

/** Whether a condition holds for these values. */
export type Decide = (condition: string, values: JsonObject) => boolean;

/**
 * Takes up a step's work: skips it, waits, or says which call is to be made. Undefined when the work is done already or
 * never was to be done: such work is dropped.
 */
export function beginStep(
  execution: Execution,
  definition: WorkflowDefinition,
  work: Work,
  nowMs: number,
  decide: Decide,
): Move | undefined {
  const step = definition.steps[execution.stepIndex];
  const run = currentStep(execution);
  if (step === undefined || run === undefined || !isAwaited(execution, run, work)) return undefined;
  const running = withStep(moveTo(withoutRetry(execution), 'RUNNING'), step.id, {
    status: 'RUNNING',
    startedMs: run.startedMs ?? nowMs,
  });
  if (nowMs >= execution.deadlineMs) {
    const late = ownFailure('FAILED_PRECONDITION', 'DEADLINE_PASSED', 'the deadline of the execution has passed');
    return failStep(running, definition, late, nowMs);
  }
  const isFresh = run.attempts === 0 && !run.isSignalled;
  if (isFresh && step.condition !== undefined && !decide(step.condition, scopeOf(execution))) {
    const skipped = withStep(running, step.id, { status: 'SKIPPED', finishedMs: nowMs });
    return advance(note(skipped, { atMs: nowMs, kind: 'STEP_SKIPPED', stepId: step.id }), definition, nowMs, []);
  }
  if (step.waitSignal !== undefined && !run.isSignalled) return waitForSignal(running, step, step.waitSignal, nowMs);
  if (step.call !== undefined) return callStep(running, definition, step, step.call, nowMs);
  const payload = step.waitSignal === undefined ? null : (execution.signals[step.waitSignal] ?? null);
  return succeedStep(running, definition, payload, nowMs);
}

/** A work is of the call that comes next; or of the one that was begun, when its worker died. */
function isAwaited({ status }: Execution, run: StepRun, work: Work): boolean {
  if (status !== 'PENDING' && status !== 'RUNNING') return false;
  return run.id === work.stepId && work.attempt === (run.isCalling ? run.attempts : run.attempts + 1);
}

function waitForSignal(running: Execution, { id, waitMs }: WorkflowStep, name: string, nowMs: number): Move {
  const waiting = withStep(moveTo(running, 'WAITING'), id, { status: 'WAITING' });
  return {
    execution: note(waiting, { atMs: nowMs, kind: 'STEP_WAITING', stepId: id, note: name }),
    dueMs: waitMs === undefined ? running.deadlineMs : Math.min(nowMs + waitMs, running.deadlineMs),
    told: [],
  };
}

function callStep(
  running: Execution,
  definition: WorkflowDefinition,
  step: WorkflowStep,
  { service, method, input }: StepCall,
  nowMs: number,
): Move {
  const run = currentStep(running);
  let request: string;
  try {
    request = JSON.stringify(fillTemplate(input, scopeOf(running), 'refuse'));
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    return failStep(running, definition, ownFailure('INVALID_ARGUMENT', 'MISSING_VALUE', error.message), nowMs);
  }
  const isRetaken = run?.isCalling === true;
  const attempts = (run?.attempts ?? 0) + (isRetaken ? 0 : 1);
  const calling = withStep(running, step.id, {
    attempts,
    isCalling: true,
    // Nobody knows what the call did whose worker died.
    isUncertain: isRetaken || run?.isUncertain === true,
  });
  return {
    execution: note(calling, { atMs: nowMs, kind: 'STEP_STARTED', stepId: step.id, attempt: attempts }),
    dueMs: nowMs + patienceMs(step.timeoutMs),
    told: [],
    call: { service, method, request, timeoutMs: step.timeoutMs, idempotencyKey: stepKey(running.id, step.id) },
  };
}
