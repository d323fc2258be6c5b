import { WorkflowDefinition, type IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkCalls, servicesOf } from '../domain/check-calls.js';
import { checkDefinition } from '../domain/check-definition.js';
import { definitionMessage } from '../mapping/definition-message.js';
import { toDefinition } from '../mapping/to-definition.js';

/** Makes a new revision of a definition, unless the newest says the same. */
export const upsertWorkflowDefinition =
  ({ definitions, shapes, conditions }: Deps): Handler<IOrchestrationService, 'upsertWorkflowDefinition'> =>
  async (request) => {
    const definition = toDefinition(request.definition ?? WorkflowDefinition.create());
    checkDefinition(definition);
    for (const { condition } of definition.steps) if (condition !== undefined) conditions.get(condition);
    checkCalls(definition, await shapes.findAll(servicesOf(definition)));
    return definitionMessage(await definitions.upsert(definition, request.expectedVersion));
  };
