import { Access } from '@bodybroker/contracts-options';
import { RpcError } from '@bodybroker/nats-sdk';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { Principal } from './principal.js';

type Kind = Principal['actor']['kind'];

/** Who may call a method of each access; a method that says nothing is closed to players. */
const MAY_CALL: Readonly<Record<Access, ReadonlySet<Kind>>> = {
  [Access.UNSPECIFIED]: new Set(['service', 'admin']),
  [Access.PUBLIC]: new Set(['anonymous', 'player', 'service', 'admin']),
  [Access.PLAYER]: new Set(['player', 'service', 'admin']),
  [Access.SERVICE]: new Set(['service', 'admin']),
  [Access.ADMIN]: new Set(['admin']),
};

export function isPublic({ options }: GatewayMethod): boolean {
  return options.access === Access.PUBLIC;
}

/**
 * Checks that a method may be called by somebody. Whether it concerns them (the player id, say) is for the service to check.
 * @throws RpcError UNAUTHENTICATED TOKEN_REQUIRED; PERMISSION_DENIED ACCESS_DENIED | SCOPE_MISSING
 */
export function checkAccess({ options }: GatewayMethod, { actor, scopes }: Principal): void {
  const allowed = MAY_CALL[options.access] ?? MAY_CALL[Access.UNSPECIFIED];
  if (!allowed.has(actor.kind)) {
    if (actor.kind === 'anonymous')
      throw new RpcError('UNAUTHENTICATED', 'TOKEN_REQUIRED', 'an access token is needed');
    throw new RpcError('PERMISSION_DENIED', 'ACCESS_DENIED', 'you may not call this method');
  }
  if (actor.kind === 'admin') return;
  const missing = options.scopes.find((scope) => !scopes.includes(scope));
  if (missing !== undefined) {
    throw new RpcError('PERMISSION_DENIED', 'SCOPE_MISSING', `the scope ${missing} is needed`, {
      details: { scope: missing },
    });
  }
}
