import type { SessionTokens } from '@bodybroker/contracts-auth';
import { newId } from '../crypto/new-id.js';
import type { RefreshToken } from '../crypto/refresh-token.js';
import type { AuthDeps } from '../deps.js';
import { assertNotBanned, type Account } from '../domain/account.js';
import { scopesOf } from '../domain/scopes.js';
import type { Device, Session } from '../domain/session-book.js';

/** Begins a session of an account. @throws DomainError PERMISSION_DENIED ACCOUNT_BANNED */
export async function issueSession(deps: AuthDeps, account: Account, device: Device): Promise<SessionTokens> {
  const { sessions, revocations, clock } = deps;
  const nowMs = clock.now();
  assertNotBanned(account, nowMs);
  const { session, refreshToken, ended } = await sessions.begin(account.accountId, device);
  await revocations.sessions(ended.map(({ sessionId }) => sessionId));
  return tokensOf(deps, account, { session, refreshToken, tokenId: newId('tok', nowMs), issuedMs: nowMs });
}

/** A session, the refresh token to give out, and what the access token that goes with it is made of. */
export interface TokenFacts {
  readonly session: Session;
  readonly refreshToken: RefreshToken;
  readonly tokenId: string;
  readonly issuedMs: number;
}

/** The tokens of a session. */
export async function tokensOf(
  { tokens }: Pick<AuthDeps, 'tokens'>,
  { accountId, roles }: Account,
  { session: { sessionId, expiresMs }, refreshToken, tokenId, issuedMs }: TokenFacts,
): Promise<SessionTokens> {
  const claims = { subject: accountId, sessionId, roles, scopes: scopesOf(roles), tokenId, issuedMs };
  const access = await tokens.issue(claims);
  return {
    accessToken: access.text,
    accessExpiresMs: BigInt(access.expiresMs),
    refreshToken: refreshToken.text,
    refreshExpiresMs: BigInt(expiresMs),
    sessionId,
    accountId,
  };
}
