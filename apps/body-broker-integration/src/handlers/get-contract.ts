import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertYours } from '../mapping/player-of.js';
import { toContract } from '../mapping/to-contract.js';

/** One contract. */
export const getContract =
  ({ contracts }: Deps): Handler<IBodyBrokerIntegrationService, 'getContract'> =>
  async ({ contractId }, context) => {
    const contract = await contracts.require(contractId);
    assertYours(contract.value.playerId, context);
    return toContract(contract);
  };
