import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { undoDelivery } from '../flows/settle-contract.js';
import { toContract } from '../mapping/to-contract.js';

/** The contract is accepted again. */
export const revertDelivery =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'revertDelivery'> =>
  async ({ contractId, settlementId, reason }) =>
    toContract(await undoDelivery(deps, contractId, settlementId, reason));
