import { SessionRevoked } from '@bodybroker/contracts-auth';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Revocations } from '../publishers/revocations.js';

/**
 * Tells the gateway of each ended session once more, from the event that was committed with the end: a process that dies between
 * the two leaves nothing untold.
 */
export function onSessionRevoked(revocations: Revocations): Subscriber {
  return subscriber({
    event: SessionRevoked,
    durable: 'auth-session-revoked',
    filterSubject: 'sys.auth.session_revoked.*',
    handle: ({ sessionId }) => revocations.sessions([sessionId]),
  });
}
