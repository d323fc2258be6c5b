import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertYours } from '../mapping/player-of.js';
import { toClientSession } from '../mapping/to-client-session.js';

/** Ends a client session. */
export const closeClientSession =
  ({ sessions, clock }: Deps): Handler<IBodyBrokerIntegrationService, 'closeClientSession'> =>
  async ({ sessionId }, context) => {
    assertYours((await sessions.require(sessionId)).value.playerId, context);
    const nowMs = clock.now();
    return toClientSession(await sessions.close(sessionId, 'CLOSED', nowMs), nowMs);
  };
