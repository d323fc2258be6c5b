import { DomainError, invalidArgument } from '@bodybroker/domain';
import type { Role } from './account.js';

/** What a role may ask for, as scopes in its tokens. */
const SCOPES_OF: Readonly<Record<Role, readonly string[]>> = {
  player: ['play'],
  admin: ['play', 'admin'],
};

const SCOPE = /^[a-z0-9_.:*-]{1,64}$/;

export function scopesOf(roles: readonly Role[]): readonly string[] {
  return [...new Set(roles.flatMap((role) => SCOPES_OF[role]))].sort();
}

/** @throws DomainError INVALID_ARGUMENT for what is no scope */
export function parseScopes(scopes: readonly string[]): readonly string[] {
  if (scopes.every((scope) => SCOPE.test(scope))) return [...new Set(scopes)].sort();
  throw invalidArgument('scopes', 'must each be 1 to 64 of a-z, 0-9, "_", ".", ":", "*" and "-"');
}

/** @throws DomainError PERMISSION_DENIED MISSING_SCOPE {scope} */
export function assertScopes(held: readonly string[], required: readonly string[]): void {
  const missing = required.find((scope) => !held.includes(scope));
  if (missing === undefined) return;
  throw new DomainError('PERMISSION_DENIED', 'MISSING_SCOPE', `the token lacks the scope "${missing}"`, {
    details: { scope: missing },
  });
}
