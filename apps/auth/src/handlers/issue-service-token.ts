import { newId } from '../crypto/new-id.js';
import { isSameSecret } from '../crypto/same-secret.js';
import type { AuthDeps, AuthHandler } from '../deps.js';
import { badCredentials } from '../domain/refusals.js';
import { parseScopes } from '../domain/scopes.js';
import { clientAddress } from '../mapping/client-address.js';

export function issueServiceToken({
  tokens,
  attempts,
  serviceSecret,
  clock,
}: AuthDeps): AuthHandler<'issueServiceToken'> {
  return async (request, context) => {
    const attempt = { name: `service:${request.service}`, address: clientAddress(context) };
    await attempts.assertAllowed(attempt);
    if (!isSameSecret(request.serviceSecret, serviceSecret)) {
      await attempts.failed(attempt);
      throw badCredentials();
    }
    const issuedMs = clock.now();
    const { text, expiresMs } = await tokens.issue({
      subject: `service:${request.service}`,
      sessionId: undefined,
      roles: ['service'],
      scopes: parseScopes(request.scopes),
      tokenId: newId('tok', issuedMs),
      issuedMs,
    });
    return { accessToken: text, accessExpiresMs: BigInt(expiresMs) };
  };
}
