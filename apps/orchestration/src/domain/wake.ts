import { ownFailure } from './call-failure.js';
import { failStep } from './end-step.js';
import type { Execution, StepRun } from './execution.js';
import { goBack } from './go-back.js';
import { currentStep, moveTo, note, patienceMs, stepOf, withStep, withoutRetry, type Move, type Work } from './move.js';
import type { WorkflowDefinition } from './workflow-definition.js';

/**
 * What to do with an execution whose time has come: make the call that waited, end a wait, or put work into the queue again
 * that nobody seems to do.
 */
export function wake(execution: Execution, definition: WorkflowDefinition, nowMs: number): Move {
  switch (execution.status) {
    case 'PENDING':
    case 'RUNNING':
      return queueAgain(execution, definition, 'step', currentStep(execution), nowMs);
    case 'COMPENSATING':
      return queueAgain(execution, definition, 'compensation', stepOf(execution, execution.toUndo[0] ?? ''), nowMs);
    case 'WAITING': {
      const late = ownFailure('FAILED_PRECONDITION', 'SIGNAL_TIMEOUT', 'the signal did not come in time');
      return failStep(moveTo(execution, 'RUNNING'), definition, late, nowMs);
    }
    case 'CANCELLING': {
      const run = currentStep(execution);
      const lost = run === undefined ? execution : withStep(execution, run.id, { isCalling: false, isUncertain: true });
      return goBack(lost, definition, execution.error, nowMs);
    }
    case 'COMPLETED':
    case 'COMPENSATED':
    case 'STUCK':
    case 'RESOLVED':
      return { execution, told: [] };
  }
}

function queueAgain(
  execution: Execution,
  definition: WorkflowDefinition,
  kind: Work['kind'],
  run: StepRun | undefined,
  nowMs: number,
): Move {
  if (run === undefined) return { execution, told: [] };
  const made = kind === 'step' ? run.attempts : run.undoAttempts;
  const attempt = run.isCalling ? made : made + 1;
  const hasWaited = execution.retryAtMs !== undefined;
  const timeoutMs = definition.steps.find(({ id }) => id === run.id)?.timeoutMs ?? 0;
  return {
    execution: hasWaited
      ? withoutRetry(execution)
      : note(execution, { atMs: nowMs, kind: 'REVIVED', stepId: run.id, attempt }),
    work: { kind, stepId: run.id, attempt },
    dueMs: nowMs + patienceMs(timeoutMs),
    told: [],
  };
}
