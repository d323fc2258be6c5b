import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { definitionMessage } from '../mapping/definition-message.js';

/** A definition, in its newest revision or a given one. */
export const getWorkflowDefinition =
  ({ definitions }: Deps): Handler<IOrchestrationService, 'getWorkflowDefinition'> =>
  async ({ definitionId, revision }) =>
    definitionMessage(
      revision === undefined
        ? await definitions.newest(definitionId)
        : await definitions.revision(definitionId, revision),
    );
