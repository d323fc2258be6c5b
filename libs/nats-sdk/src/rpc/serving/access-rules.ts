import { Access } from '@bodybroker/contracts-options';
import type { Actor, CallContext } from '../call-context.js';
import type { MethodPlan } from '../method/method-plan.js';
import { RpcError } from '../rpc-error.js';

const ADMITTED: Readonly<Record<Access, readonly Actor['kind'][]>> = {
  [Access.UNSPECIFIED]: ['service', 'admin'],
  [Access.PUBLIC]: ['anonymous', 'player', 'service', 'admin'],
  [Access.PLAYER]: ['player', 'service', 'admin'],
  [Access.SERVICE]: ['service', 'admin'],
  [Access.ADMIN]: ['admin'],
};

/**
 * Refuses who may not call a method at all. Scopes bind those who come with a token: players and admins.
 * @throws RpcError UNAUTHENTICATED AUTHENTICATION_REQUIRED, PERMISSION_DENIED ACCESS_DENIED or SCOPE_REQUIRED
 */
export function assertAccess(plan: MethodPlan, caller: Pick<CallContext, 'actor' | 'scopes'>): void {
  const { kind } = caller.actor;
  if (!ADMITTED[plan.access].includes(kind)) {
    if (kind === 'anonymous') {
      throw new RpcError('UNAUTHENTICATED', 'AUTHENTICATION_REQUIRED', `${plan.rpc.method} needs to know who asks`);
    }
    throw new RpcError('PERMISSION_DENIED', 'ACCESS_DENIED', `a ${kind} may not call ${plan.rpc.method}`);
  }
  if (plan.scopes.length === 0 || kind === 'service' || kind === 'anonymous') return;
  const missing = plan.scopes.filter((scope) => !caller.scopes.includes(scope));
  if (missing.length > 0) {
    throw new RpcError('PERMISSION_DENIED', 'SCOPE_REQUIRED', `${plan.rpc.method} needs scope ${missing.join(', ')}`, {
      details: { scopes: missing.join(' ') },
    });
  }
}
