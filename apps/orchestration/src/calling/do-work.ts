import { isDomainError } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import { beginStep } from '../domain/begin-step.js';
import { endStep } from '../domain/end-step.js';
import { beginUndo, endUndo } from '../domain/go-back.js';
import type { Work } from '../domain/move.js';
import type { Decision, Moved } from '../storage/executions.js';
import { alertIfStuck } from './alert-if-stuck.js';

/**
 * Does one work of the queue: stores that the call begins, makes it, stores how it ended. Work that is done already, or whose
 * execution is gone, is dropped. May run twice: the callee tells by the idempotency key.
 */
export function doWork(deps: Deps, executionId: string, work: Work, signal: AbortSignal): Promise<void> {
  return deps.slots.run(async () => {
    signal.throwIfAborted();
    const begun = await step(deps, executionId, (execution, definition) =>
      work.kind === 'step'
        ? beginStep(execution, definition, work, deps.clock.now(), deps.decide)
        : beginUndo(execution, definition, work, deps.clock.now()),
    );
    if (begun?.move.call === undefined) return;
    const outcome = await deps.caller.call(begun.move.call, begun.execution.value, signal);
    await step(deps, executionId, (execution, definition) =>
      work.kind === 'step'
        ? endStep(execution, definition, work, outcome, deps.clock.now())
        : endUndo(execution, definition, work, outcome, deps.clock.now()),
    );
  });
}

async function step({ executions, logger }: Deps, executionId: string, decide: Decision): Promise<Moved | undefined> {
  try {
    const moved = await executions.change(executionId, decide);
    if (moved !== undefined) alertIfStuck(logger, moved);
    return moved;
  } catch (error) {
    if (isDomainError(error) && error.reason === 'EXECUTION_NOT_FOUND') return undefined;
    throw error;
  }
}
