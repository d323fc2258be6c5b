import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import { pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** What can be taken from a body, by id. */
export const listPartTypes =
  ({ goods }: Deps): Handler<IBodyBrokerIntegrationService, 'listPartTypes'> =>
  (request) => {
    const { rows, nextPageToken } = pageOf(goods.partTypes.values(), readPage(request), ({ id }) => id);
    return Promise.resolve({
      partTypes: rows.map((type) => ({
        partType: type.id,
        name: type.name,
        description: type.description,
        yieldPerBody: type.yieldPerBody,
        basePrice: BigInt(type.basePrice),
        halfLifeHours: type.halfLifeHours,
        unfitTools: [...type.unfitTools],
        contentTags: [...type.contentTags],
      })),
      nextPageToken,
    });
  };
