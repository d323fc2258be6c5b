import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { clientAccount } from '../domain/client.js';
import { assertDelivering } from '../domain/contract.js';
import { assertReservedFit } from '../flows/inspect-parts.js';

/** The reserved parts are what the client wants. */
export const inspectDelivery =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'inspectDelivery'> =>
  async ({ contractId, settlementId }) => {
    const { value: contract } = await deps.contracts.require(contractId);
    assertDelivering(contract, settlementId);
    await assertReservedFit(deps, contract);
    const { playerId, npcId, partIds, price } = contract;
    return {
      contractId,
      partIds: [...partIds],
      price: BigInt(price),
      clientNpcId: npcId,
      clientAccount: clientAccount(npcId),
      playerId,
    };
  };
