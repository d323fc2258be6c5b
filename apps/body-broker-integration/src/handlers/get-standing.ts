import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { showStanding } from '../flows/show-standing.js';

/** What the city thinks of a broker. */
export const getStanding =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'getStanding'> =>
  ({ playerId }, { worldId }) =>
    showStanding(deps, playerId, worldId);
