import type { AuthDeps, AuthHandler } from '../deps.js';
import { tokenInvalid } from '../domain/refusals.js';
import { assertScopes } from '../domain/scopes.js';
import { findSession } from '../domain/session-book.js';

export function validateToken({ tokens, sessions, clock }: AuthDeps): AuthHandler<'validateToken'> {
  return async ({ accessToken, requiredScopes }) => {
    const nowMs = clock.now();
    const { subject, sessionId, scopes, roles, expiresMs } = await tokens.verify(accessToken, nowMs);
    if (sessionId !== undefined) {
      const session = findSession(await sessions.book(subject), sessionId, nowMs);
      if (session === undefined) throw tokenInvalid();
    }
    assertScopes(scopes, requiredScopes);
    return {
      subject,
      sessionId: sessionId ?? '',
      scopes: [...scopes],
      roles: [...roles],
      expiresMs: BigInt(expiresMs),
    };
  };
}
