import { Execution, StartWorkflowRequest, type IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf, toJsonObject } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { checkCalls, servicesOf } from '../domain/check-calls.js';
import { workflowKey } from '../storage/execution-id.js';
import { checkSize, startExecution } from '../domain/start-execution.js';
import { toExecution } from '../mapping/to-execution.js';

/** Starts an execution and answers before its first step runs. */
export const startWorkflow =
  ({ definitions, executions, shapes, clock }: Deps): Handler<IOrchestrationService, 'startWorkflow'> =>
  async (request, context) => {
    const { definitionId, workflowId, playerId } = request;
    const receipt = receiptOf(context, StartWorkflowRequest.toBinary(request));
    const input = toJsonObject(request.input, 'input');
    checkSize('input', input);
    const { definition, version } = await definitions.newest(definitionId);
    checkCalls(definition, await shapes.findAll(servicesOf(definition)));
    const key = workflowKey(
      workflowId === ''
        ? { definitionId, startedBy: receipt.actor, idempotencyKey: receipt.key }
        : { definitionId, workflowId },
    );
    const { worldId, locale, correlationId } = context;
    const order = { definitionVersion: String(version), workflowId, playerId, worldId, locale, correlationId, input };
    const result = await executions.start(
      key,
      receipt,
      (id) => startExecution({ ...order, id }, definition, clock.now()),
      (id) => Execution.toBinary(Execution.create({ id })),
    );
    if (result.status === 'replayed') markReplay(context);
    // Of a repeat too: what the execution is now.
    return toExecution(await executions.require(Execution.fromBinary(result.response).id));
  };
