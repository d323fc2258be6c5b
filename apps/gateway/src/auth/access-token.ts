import type { Principal } from './principal.js';

/** A verified access token. */
export interface AccessToken {
  readonly principal: Principal;
  /** The account, or `service:<name>`. */
  readonly subject: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** The claims of an access token, as auth writes them; all but the registered ones may be absent. */
export interface AccessClaims {
  readonly sub?: unknown;
  readonly sid?: unknown;
  readonly svc?: unknown;
  readonly roles?: unknown;
  /** Scopes separated by spaces (RFC 8693). */
  readonly scope?: unknown;
  readonly iat?: unknown;
  readonly exp?: unknown;
}

const SERVICE_PREFIX = 'service:';

/** Reads verified claims. Undefined when they name nobody. */
export function accessTokenOf(claims: AccessClaims): AccessToken | undefined {
  const { sub, iat, exp, sid, scope } = claims;
  if (typeof sub !== 'string' || sub === '' || typeof exp !== 'number') return undefined;
  const roles = Array.isArray(claims.roles) ? claims.roles.filter((role) => typeof role === 'string') : [];
  return {
    subject: sub,
    issuedAtMs: typeof iat === 'number' ? iat * 1000 : 0,
    expiresAtMs: exp * 1000,
    principal: {
      actor: actorOf(sub, roles, claims.svc),
      roles,
      scopes: typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : [],
      sessionId: typeof sid === 'string' && sid !== '' ? sid : undefined,
    },
  };
}

function actorOf(sub: string, roles: readonly string[], svc: unknown): Principal['actor'] {
  if (roles.includes('admin')) return { kind: 'admin', id: sub };
  if (roles.includes('service')) {
    if (typeof svc === 'string' && svc !== '') return { kind: 'service', id: svc };
    return { kind: 'service', id: sub.startsWith(SERVICE_PREFIX) ? sub.slice(SERVICE_PREFIX.length) : sub };
  }
  return { kind: 'player', id: sub };
}
