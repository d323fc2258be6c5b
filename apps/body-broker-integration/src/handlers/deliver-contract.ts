import {
  Contract,
  DeliverContractRequest,
  type IBodyBrokerIntegrationService,
} from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { assertInTime, beginDelivery } from '../domain/contract.js';
import { assertDeliverable } from '../flows/inspect-parts.js';
import { startSettlement } from '../flows/settle-contract.js';
import { assertYours } from '../mapping/player-of.js';
import { toContract } from '../mapping/to-contract.js';
import { startDeliveryDue } from '../storage/contracts.js';

/** Delivers parts: what fits is settled by a workflow, once. */
export const deliverContract =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'deliverContract'> =>
  async (request, context) => {
    const { contractId: id, partIds } = request;
    const { contracts, clock } = deps;
    assertYours((await contracts.require(id)).value.playerId, context);
    const receipt = receiptOf(context, DeliverContractRequest.toBinary(request));
    const result = await contracts.changeOnce(id, receipt, async ({ value: before }, version) => {
      const contract = beginDelivery(id, before, partIds);
      assertInTime(contract, await deps.gameClock.now(contract.worldId));
      await assertDeliverable(deps, contract);
      const response = Contract.toBinary(toContract({ id, version, value: contract }));
      return { value: contract, indexes: [startDeliveryDue(contract.settlementId, clock.now())], response };
    });
    if (result.status === 'replayed') markReplay(context);
    const contract = Contract.fromBinary(result.response);
    const { settlementId, playerId, clientNpcId: npcId, price } = contract;
    // Of the delivery as it was begun, whatever has become of it: a repeat answers the same execution.
    const delivery = { settlementId, playerId, npcId, partIds: contract.partIds, price: Number(price) };
    return { contract, workflowId: (await startSettlement(deps, id, delivery)) ?? '' };
  };
