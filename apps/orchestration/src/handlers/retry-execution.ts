import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { retry } from '../domain/steer.js';
import { toExecution } from '../mapping/to-execution.js';

/** Has a stuck execution tried again. */
export const retryExecution =
  ({ executions, clock }: Deps): Handler<IOrchestrationService, 'retryExecution'> =>
  async ({ executionId, fromStep }) => {
    const moved = await executions.change(executionId, (execution, definition) =>
      retry(execution, definition, fromStep, clock.now()),
    );
    return toExecution(moved?.execution ?? (await executions.require(executionId)));
  };
