import { ClientInfo, type IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { SESSION_TTL_MS } from '../domain/client-session.js';
import { bootstrap } from '../flows/bootstrap.js';
import { playerOf } from '../mapping/player-of.js';
import { SESSION_PREFIX } from '../storage/client-sessions.js';
import { homeId } from '../storage/home-id.js';

/** Begins to play: one answer with all a client needs. */
export const openClientSession =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'openClientSession'> =>
  async (request, context) => {
    const playerId = playerOf(request.playerId, context);
    const { build, platform, capabilities } = request.client ?? ClientInfo.create();
    const { deviceId } = request;
    const openedMs = deps.clock.now();
    const id = homeId(SESSION_PREFIX, deps.unique(), playerId);
    // Read before anything else: what happens from here on is news to the sections.
    const eventSequence = await deps.lastEventSequence();
    const times = { openedMs, expiresMs: openedMs + SESSION_TTL_MS };
    const session = { playerId, deviceId, build, platform, capabilities, ...times, lastEventSequence: eventSequence };
    await deps.sessions.open(id, { ...session, isOpen: true });
    return bootstrap(deps, { id, ...session, worldId: context.worldId });
  };
