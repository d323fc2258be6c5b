import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { resolve } from '../domain/steer.js';
import { toExecution } from '../mapping/to-execution.js';

/** Closes a stuck execution that was put right by hand. */
export const resolveExecution =
  ({ executions, clock }: Deps): Handler<IOrchestrationService, 'resolveExecution'> =>
  async ({ executionId, note }) => {
    const moved = await executions.change(executionId, (execution) => resolve(execution, note, clock.now()));
    return toExecution(moved?.execution ?? (await executions.require(executionId)));
  };
