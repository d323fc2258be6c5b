import {
  Contract,
  CreateContractRequest,
  type IBodyBrokerIntegrationService,
} from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptIfKeyed } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { assertWanted, clientOf } from '../domain/client.js';
import { assertDeadline, openContract } from '../domain/contract.js';
import { partTypeOf } from '../domain/trade-goods.js';
import { playerOf } from '../mapping/player-of.js';
import { toContract } from '../mapping/to-contract.js';
import { toDemand } from '../mapping/to-demand.js';
import { dealTold } from '../publishers/deal-told.js';
import { contractIdOf } from '../storage/contracts.js';

/** A client orders parts of a broker. */
export const createContract =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'createContract'> =>
  async (request, context) => {
    const playerId = playerOf(request.playerId, context);
    const client = clientOf(deps.clients, request.clientNpcId);
    const demand = toDemand(request.demand);
    partTypeOf(deps.goods, demand.partType, 'demand.part_type');
    const [askedPrice, deadlineGms] = [Number(request.price), Number(request.deadlineGms)];
    const { worldId } = context;
    const [gms, nowMs] = [await deps.gameClock.now(worldId), deps.clock.now()];
    assertDeadline(deadlineGms, gms);
    if (context.actor.kind === 'player') assertWanted(deps.goods, client, demand, askedPrice);
    const { npcId, faction, regionId } = client;
    const facts = { playerId, worldId, npcId, faction, regionId, pitch: request.pitch, demand, askedPrice };
    const contract = openContract({ ...facts, deadlineGms, createdGms: gms, createdMs: nowMs });
    const id = contractIdOf(playerId, deps.unique());
    const entry = { id, contract, events: [dealTold('offered', { id, contract, version: 1n, gms, nowMs })] };
    const receipt = receiptIfKeyed(context, CreateContractRequest.toBinary(request));
    const response = Contract.toBinary(toContract({ id, version: 1n, value: contract }));
    const result = await deps.books.add(entry, response, receipt);
    if (result.status === 'replayed') markReplay(context);
    return Contract.fromBinary(result.response);
  };
