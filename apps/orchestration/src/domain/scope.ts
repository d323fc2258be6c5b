import type { JsonObject, JsonValue } from '@bodybroker/domain';
import { stepKey, type Execution } from './execution.js';

/** What templates and conditions can name: `input`, `steps`, `signals`, `keys`, `execution`. */
export const SCOPE_ROOTS = ['input', 'steps', 'signals', 'keys', 'execution'] as const;

/** Facts that a template can name after `execution.`. */
export const EXECUTION_FACTS = ['id', 'workflow_id', 'player_id', 'world_id', 'error_reason'] as const;

/** The values of an execution as they are now. A fact that is empty is not there. */
export function scopeOf(execution: Execution): JsonObject {
  const { id, workflowId, playerId, worldId, input, signals, steps } = execution;
  const facts = {
    id,
    workflow_id: workflowId,
    player_id: playerId,
    world_id: worldId,
    error_reason: execution.error?.reason ?? '',
  };
  return {
    input,
    signals,
    steps: Object.fromEntries(
      steps.map(({ id: stepId, status, result }): [string, JsonValue] => [
        stepId,
        { status, ...(result === undefined ? {} : { result }) },
      ]),
    ),
    keys: Object.fromEntries(steps.map((step) => [step.id, stepKey(id, step.id)])),
    execution: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '')),
  };
}
