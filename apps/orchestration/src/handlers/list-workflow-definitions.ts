import type { IOrchestrationService } from '@bodybroker/contracts-orchestration';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { definitionMessage } from '../mapping/definition-message.js';

/** The definitions there are, by id. */
export const listWorkflowDefinitions =
  ({ definitions }: Deps): Handler<IOrchestrationService, 'listWorkflowDefinitions'> =>
  async (request) => {
    const { rows, nextPageToken } = await definitions.page(readPage(request));
    return { definitions: rows.map(definitionMessage), nextPageToken };
  };
