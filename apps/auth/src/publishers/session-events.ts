import { LoggedIn, RefreshTokenReused, RevocationCause as WireCause, SessionRevoked } from '@bodybroker/contracts-auth';
import type { OutboxEvent } from '@bodybroker/storage';
import type { RevocationCause } from '../domain/session-book.js';
import { authEvent } from './auth-event.js';

/** A session, of whom, and when what is told of it happened: Unix milliseconds. */
export interface SessionFacts {
  readonly accountId: string;
  readonly sessionId: string;
  readonly nowMs: number;
}

export function loggedIn({ accountId, sessionId, nowMs }: SessionFacts): OutboxEvent {
  return authEvent(LoggedIn, { accountId, sessionId }, once(sessionId, nowMs));
}

export function sessionRevoked({ accountId, sessionId, nowMs }: SessionFacts, cause: RevocationCause): OutboxEvent {
  const payload = { accountId, sessionId, cause: WIRE_CAUSE[cause], notBeforeMs: BigInt(nowMs) };
  return authEvent(SessionRevoked, payload, once(sessionId, nowMs));
}

export function refreshTokenReused({ accountId, sessionId, nowMs }: SessionFacts): OutboxEvent {
  return authEvent(RefreshTokenReused, { accountId, sessionId }, once(sessionId, nowMs));
}

// A session begins, and ends, once.
const once = (sessionId: string, nowMs: number) => ({ entityId: sessionId, entityVersion: 1n, nowMs });

const WIRE_CAUSE: Readonly<Record<RevocationCause, WireCause>> = {
  LOGOUT: WireCause.LOGOUT,
  TOO_MANY: WireCause.TOO_MANY,
  TOKEN_REUSED: WireCause.TOKEN_REUSED,
  PASSWORD_CHANGED: WireCause.PASSWORD_CHANGED,
  ROLES_REDUCED: WireCause.ROLES_REDUCED,
  BANNED: WireCause.BANNED,
  DELETED: WireCause.DELETED,
};
