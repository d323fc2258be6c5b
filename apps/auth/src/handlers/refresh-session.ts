import { parseRefreshToken } from '../crypto/refresh-token.js';
import type { AuthDeps, AuthHandler } from '../deps.js';
import { assertNotBanned } from '../domain/account.js';
import { tokenInvalid, tokenReused } from '../domain/refusals.js';
import { tokensOf } from './issue-session.js';

export function refreshSession(deps: AuthDeps): AuthHandler<'refreshSession'> {
  const { accounts, sessions, revocations, clock } = deps;
  return async ({ refreshToken: text }) => {
    const token = parseRefreshToken(text);
    if (token === undefined) throw tokenInvalid();
    const rotation = await sessions.rotate(token);
    if (rotation.kind === 'reused') {
      await revocations.sessions(rotation.ended.map(({ sessionId }) => sessionId));
      throw tokenReused();
    }
    const account = await accounts.get(token.accountId);
    if (account !== undefined) assertNotBanned(account.value, clock.now());
    if (rotation.kind === 'unknown' || account === undefined) throw tokenInvalid();
    const { session, refreshToken, use } = rotation;
    return tokensOf(deps, account.value, { session, refreshToken, tokenId: use.jti, issuedMs: use.usedMs });
  };
}
