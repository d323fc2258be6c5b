import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { cancel } from '../domain/steer.js';
import { toExecution } from '../mapping/to-execution.js';

/** Stops an execution and has what was done undone. */
export const cancelExecution =
  ({ executions, clock }: Deps): Handler<IOrchestrationService, 'cancelExecution'> =>
  async ({ executionId, reason }) => {
    const moved = await executions.change(executionId, (execution, definition) =>
      cancel(execution, definition, reason, clock.now()),
    );
    return toExecution(moved?.execution ?? (await executions.require(executionId)));
  };
