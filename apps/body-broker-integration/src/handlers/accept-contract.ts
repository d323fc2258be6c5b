import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertInTime, turned } from '../domain/contract.js';
import { assertYours } from '../mapping/player-of.js';
import { toContract } from '../mapping/to-contract.js';
import { dealTold } from '../publishers/deal-told.js';

/** Takes a contract at the price that stands. */
export const acceptContract =
  ({ contracts, gameClock, clock }: Deps): Handler<IBodyBrokerIntegrationService, 'acceptContract'> =>
  async ({ contractId: id, expectedVersion }, context) => {
    const { value: before } = await contracts.require(id);
    assertYours(before.playerId, context);
    const gms = await gameClock.now(before.worldId);
    const accepted = await contracts.change(
      id,
      ({ value }, version) => {
        const contract = turned(value, 'accept');
        assertInTime(value, gms);
        return {
          value: contract,
          events: [dealTold('accepted', { id, contract, version, gms, nowMs: clock.now() })],
        };
      },
      { expectedVersion },
    );
    return toContract(accepted);
  };
