import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertYours } from '../mapping/player-of.js';
import { toClientSession } from '../mapping/to-client-session.js';

/** Keeps a client session alive. */
export const heartbeatClientSession =
  ({ sessions, clock }: Deps): Handler<IBodyBrokerIntegrationService, 'heartbeatClientSession'> =>
  async ({ sessionId, lastEventSequence }, context) => {
    assertYours((await sessions.require(sessionId)).value.playerId, context);
    const nowMs = clock.now();
    return toClientSession(await sessions.heartbeat(sessionId, Number(lastEventSequence), nowMs), nowMs);
  };
