import type { AuthDeps, AuthHandler } from '../deps.js';
import { parseRoles, type Role } from '../domain/account.js';
import { accountMessage } from '../mapping/account-message.js';
import { writeOptions } from '../mapping/write-options.js';
import { endSessions } from './end-sessions.js';

export function setRoles(deps: AuthDeps): AuthHandler<'setRoles'> {
  const { accounts, revocations, clock } = deps;
  return async ({ accountId, roles: names, expectedVersion }, { signal }) => {
    const roles = parseRoles(names);
    let before: readonly Role[] = [];
    const account = await accounts.update(
      accountId,
      ({ value }) => {
        before = value.roles;
        return { value: { ...value, roles } };
      },
      writeOptions(expectedVersion, signal),
    );
    if (before.some((role) => !roles.includes(role))) {
      await endSessions(deps, accountId, () => true, 'ROLES_REDUCED');
      await revocations.account(accountId);
    }
    return accountMessage(account, clock.now());
  };
}
