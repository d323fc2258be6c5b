import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { turned } from '../domain/contract.js';
import { afterCancellation } from '../domain/standing.js';
import { assertYours } from '../mapping/player-of.js';
import { toContract } from '../mapping/to-contract.js';

/** Gives a contract up. */
export const cancelContract =
  ({ contracts, standings }: Deps): Handler<IBodyBrokerIntegrationService, 'cancelContract'> =>
  async ({ contractId, reason, expectedVersion }, context) => {
    assertYours((await contracts.require(contractId)).value.playerId, context);
    const cancelled = await contracts.change(
      contractId,
      async ({ value: contract }) => {
        const value = { ...turned(contract, 'cancel'), reason };
        if (value.status !== 'CANCELLED') return { value };
        const cost = await standings.changing(contract.playerId, (known) => afterCancellation(known, contract));
        return { value, puts: [cost] };
      },
      { expectedVersion },
    );
    return toContract(cancelled);
  };
