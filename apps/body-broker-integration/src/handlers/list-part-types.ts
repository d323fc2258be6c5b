import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** What can be taken from a body, by id. */
export const listPartTypes =
  ({ goods }: Deps): Handler<IBodyBrokerIntegrationService, 'listPartTypes'> =>
  (request) => {
    const page = readPage(request);
    const rest = [...goods.partTypes.values()].filter(({ id }) => page.after === undefined || id > page.after);
    const shown = rest.slice(0, page.size);
    const last = shown.at(-1);
    return Promise.resolve({
      partTypes: shown.map((type) => ({
        partType: type.id,
        name: type.name,
        description: type.description,
        yieldPerBody: type.yieldPerBody,
        basePrice: BigInt(type.basePrice),
        halfLifeHours: type.halfLifeHours,
        unfitTools: [...type.unfitTools],
        contentTags: [...type.contentTags],
      })),
      nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(last.id),
    });
  };
