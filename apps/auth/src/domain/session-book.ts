export const MAX_SESSIONS = 10;

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
}

/** One place an account is logged in at. */
export interface Session {
  readonly sessionId: string;
  readonly device: Device;
  readonly createdMs: number;
  /** When its refresh token was last used. */
  readonly refreshedMs: number;
  readonly expiresMs: number;
  /** How many refresh tokens it has had; the newest has this number. */
  readonly generation: number;
}

/** Why a session ended before its time. */
export type RevocationCause =
  'LOGOUT' | 'TOO_MANY' | 'TOKEN_REUSED' | 'PASSWORD_CHANGED' | 'ROLES_REDUCED' | 'BANNED' | 'DELETED';

/** The live sessions of an account, oldest first. A session that is not in it is over: what has ended is not kept. */
export interface SessionBook {
  readonly sessions: readonly Session[];
}

export const NO_SESSIONS: SessionBook = { sessions: [] };

/** A book after a change, and the sessions the change ended. */
export interface BookChange {
  readonly book: SessionBook;
  readonly ended: readonly Session[];
}

/** Adds a session; beyond ten the oldest end. Sessions that have expired leave without a word. */
export function beginSession(book: SessionBook, session: Session, nowMs: number): BookChange {
  const sessions = [...liveSessions(book, nowMs), session];
  const surplus = Math.max(0, sessions.length - MAX_SESSIONS);
  return { book: { sessions: sessions.slice(surplus) }, ended: sessions.slice(0, surplus) };
}

/** Ends the sessions that `ends` says. */
export function endSessions(book: SessionBook, ends: (session: Session) => boolean): BookChange {
  return {
    book: { sessions: book.sessions.filter((session) => !ends(session)) },
    ended: book.sessions.filter(ends),
  };
}

/** The session of that id, if it is live. */
export function findSession(book: SessionBook, sessionId: string, nowMs: number): Session | undefined {
  return liveSessions(book, nowMs).find((session) => session.sessionId === sessionId);
}

export function liveSessions({ sessions }: SessionBook, nowMs: number): readonly Session[] {
  return sessions.filter(({ expiresMs }) => expiresMs > nowMs);
}

/** The book with a session whose refresh token was used: it lives on from now. */
export function refreshSession(book: SessionBook, sessionId: string, nowMs: number, refreshTtlMs: number): SessionBook {
  return {
    sessions: book.sessions.map((session) =>
      session.sessionId === sessionId
        ? { ...session, refreshedMs: nowMs, expiresMs: nowMs + refreshTtlMs, generation: session.generation + 1 }
        : session,
    ),
  };
}
