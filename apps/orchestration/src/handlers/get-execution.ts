import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { requireVisible } from '../mapping/require-visible.js';
import { toExecution } from '../mapping/to-execution.js';

/** An execution; players see their own. */
export const getExecution =
  ({ executions }: Deps): Handler<IOrchestrationService, 'getExecution'> =>
  async ({ executionId }, context) => {
    const execution = await executions.require(executionId);
    requireVisible(context, execution.value);
    return toExecution(execution);
  };
