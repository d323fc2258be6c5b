import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertDelivering } from '../domain/contract.js';
import { toContract } from '../mapping/to-contract.js';

/** The contract is being delivered by this settlement, and by no other. */
export const beginDelivery =
  ({ contracts }: Deps): Handler<IBodyBrokerIntegrationService, 'beginDelivery'> =>
  async ({ contractId, settlementId }) => {
    const contract = await contracts.require(contractId);
    assertDelivering(contract.value, settlementId);
    return toContract(contract);
  };
