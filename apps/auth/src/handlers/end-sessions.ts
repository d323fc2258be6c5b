import type { RevokedSessions } from '@bodybroker/contracts-auth';
import type { AuthDeps } from '../deps.js';
import type { RevocationCause, Session } from '../domain/session-book.js';

/** Ends sessions of an account, and has their access tokens refused at once. */
export async function endSessions(
  { sessions, revocations }: Pick<AuthDeps, 'sessions' | 'revocations'>,
  accountId: string,
  ends: (session: Session) => boolean,
  cause: RevocationCause,
): Promise<RevokedSessions> {
  const ended = await sessions.end(accountId, ends, cause);
  await revocations.sessions(ended.map(({ sessionId }) => sessionId));
  return { revoked: ended.length };
}

/** Whose session to end, and the session the call is made in. */
export interface EndSession {
  readonly accountId: string;
  readonly sessionId: string;
  readonly callersSessionId: string | undefined;
}

/** Ends one session. */
export async function endSession(
  deps: Pick<AuthDeps, 'sessions' | 'revocations'>,
  { accountId, sessionId, callersSessionId }: EndSession,
): Promise<RevokedSessions> {
  const ended = await endSessions(deps, accountId, (session) => session.sessionId === sessionId, 'LOGOUT');
  // The call came through, so the gateway does not know yet: the first attempt failed half-way. Only of the caller's own session is
  // that certain; an id that is merely not in the book may be anybody's.
  if (ended.revoked === 0 && sessionId === callersSessionId) await deps.revocations.sessions([sessionId]);
  return ended;
}
