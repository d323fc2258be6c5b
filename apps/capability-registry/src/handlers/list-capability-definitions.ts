import type { ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { definitionMessage } from '../mapping/to-definition.js';

/** The definitions there are, by name. */
export const listCapabilityDefinitions =
  ({ definitions }: Deps): Handler<ICapabilityRegistryService, 'listCapabilityDefinitions'> =>
  (request) => {
    const { prefix } = request;
    const { rows, nextPageToken } = definitions.page(prefix, readPage(request, [prefix]));
    return Promise.resolve({ definitions: rows.map(definitionMessage), nextPageToken });
  };
