import { OfferOutcome, type IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { clientOf } from '../domain/client.js';
import { assertInTime, offered } from '../domain/contract.js';
import { MAX_OFFERS } from '../domain/negotiation.js';
import { assertYours } from '../mapping/player-of.js';
import { toContract } from '../mapping/to-contract.js';

/** Asks the client for another price. */
export const makeOffer =
  ({ contracts, clients, gameClock, worldSeed }: Deps): Handler<IBodyBrokerIntegrationService, 'makeOffer'> =>
  async ({ contractId, price, expectedVersion }, context) => {
    const { value: before } = await contracts.require(contractId);
    assertYours(before.playerId, context);
    const { impatience } = clientOf(clients, before.npcId);
    const gms = await gameClock.now(before.worldId);
    const contract = await contracts.change(
      contractId,
      ({ value }) => {
        assertInTime(value, gms);
        const counterpart = { worldSeed, contractId, askedPrice: value.askedPrice, impatience };
        return { value: offered(value, counterpart, Number(price)) };
      },
      { expectedVersion },
    );
    const { offers, price: standing, patience } = contract.value;
    const outcome = offers.at(-1)?.outcome;
    return {
      outcome: outcome === undefined ? OfferOutcome.UNSPECIFIED : OfferOutcome[outcome],
      price: BigInt(standing),
      patience,
      offersLeft: MAX_OFFERS - offers.length,
      contract: toContract(contract),
    };
  };
