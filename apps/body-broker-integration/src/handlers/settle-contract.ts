import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { settleDelivery } from '../flows/settle-contract.js';
import { toContract } from '../mapping/to-contract.js';

/** The contract is delivered and paid for. */
export const settleContract =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'settleContract'> =>
  async ({ contractId, settlementId }) =>
    toContract(await settleDelivery(deps, contractId, settlementId));
