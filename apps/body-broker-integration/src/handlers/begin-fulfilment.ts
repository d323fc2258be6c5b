import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { planGrant } from '../domain/grant.js';

/** What was bought can be handed over. */
export const beginFulfilment =
  ({ goods }: Deps): Handler<IBodyBrokerIntegrationService, 'beginFulfilment'> =>
  ({ intentId, playerId, items }) => {
    planGrant(
      goods,
      items.map(({ itemId, count }) => ({ itemId, count: Number(count) })),
    );
    return Promise.resolve({ intentId, playerId, items });
  };
