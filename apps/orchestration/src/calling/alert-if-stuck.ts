import type { Logger } from '@bodybroker/telemetry';
import type { Moved } from '../storage/executions.js';

/** An execution that can go neither forward nor back needs a person: it is logged as an error, beside its event. */
export function alertIfStuck(logger: Logger, { execution, move }: Moved): void {
  const stuck = move.told.find(({ kind }) => kind === 'stuck');
  if (stuck === undefined) return;
  logger.error('a workflow is stuck', {
    execution: execution.id,
    definition: execution.value.definitionId,
    step: stuck.stepId,
    code: stuck.error?.code,
    reason: stuck.error?.reason,
  });
}
