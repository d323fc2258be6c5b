import { ClientSessionClosed, ClientSessionOpened, SessionEnd } from '@bodybroker/contracts-body-broker-integration';
import { createEvent, currentContext } from '@bodybroker/nats-sdk';
import type { Entity } from '@bodybroker/storage';
import type { ClientSession } from '../domain/client-session.js';
import type { SessionTold } from '../storage/client-sessions.js';
import { brokerFacts } from './broker-facts.js';

/** Tells of clients that begin to play and of those that end. */
export const sessionTold: SessionTold = {
  opened: (session, lastSeenMs) => {
    const { playerId, deviceId, build, platform, openedMs } = session.value;
    const payload = {
      sessionId: session.id,
      playerId,
      deviceId,
      build,
      platform,
      openedMs: BigInt(openedMs),
      ...(lastSeenMs === undefined ? {} : { lastSeenMs: BigInt(lastSeenMs) }),
    };
    return createEvent(ClientSessionOpened, payload, facts(session, session.version, openedMs));
  },
  closed: (session, end, nowMs) => {
    const { playerId, deviceId, openedMs } = session.value;
    const times = { openedMs: BigInt(openedMs), closedMs: BigInt(nowMs) };
    const payload = { sessionId: session.id, playerId, deviceId, end: SessionEnd[end], ...times };
    return createEvent(ClientSessionClosed, payload, facts(session, session.version + 1n, nowMs));
  },
};

function facts({ id, value }: Entity<ClientSession>, version: bigint, nowMs: number) {
  // A session is of a player, not of a world; who asks says in which one is played.
  const worldId = currentContext()?.worldId ?? 'main';
  return brokerFacts({ playerId: value.playerId, worldId, entityId: id, version, nowMs });
}
