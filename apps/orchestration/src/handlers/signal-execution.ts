import { Execution, SignalExecutionRequest, type IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf, toJsonObject } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { checkSize } from '../domain/start-execution.js';
import { signal } from '../domain/steer.js';
import { toExecution } from '../mapping/to-execution.js';

/** Gives an execution the signal it waits for. */
export const signalExecution =
  ({ executions, clock }: Deps): Handler<IOrchestrationService, 'signalExecution'> =>
  async (request, context) => {
    const payload = toJsonObject(request.payload, 'payload');
    checkSize('payload', payload);
    const result = await executions.changeOnce(
      request.executionId,
      receiptOf(context, SignalExecutionRequest.toBinary(request)),
      (execution, definition) => signal(execution, definition, { name: request.name, payload }, clock.now()),
      (execution) => Execution.toBinary(toExecution(execution)),
    );
    if (result.status === 'replayed') markReplay(context);
    return Execution.fromBinary(result.response);
  };
