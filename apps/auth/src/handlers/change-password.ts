import type { AuthDeps, AuthHandler } from '../deps.js';
import { checkPassword } from '../domain/password-policy.js';
import { badCredentials } from '../domain/refusals.js';
import { clientAddress } from '../mapping/client-address.js';
import { endSessions } from './end-sessions.js';
import { verifyOwner } from './verify-owner.js';

export function changePassword(deps: AuthDeps): AuthHandler<'changePassword'> {
  const { accounts, passwords, commonPasswords } = deps;
  return async ({ accountId, oldPassword, newPassword }, context) => {
    const { value: account } = await accounts.require(accountId);
    await verifyOwner(deps, account, oldPassword, clientAddress(context));
    checkPassword(newPassword, account.username, commonPasswords);
    const passwordHash = await passwords.hash(newPassword);
    await accounts.update(accountId, ({ value }) => {
      // Changed by somebody else since it was verified.
      if (value.passwordHash !== account.passwordHash) throw badCredentials();
      return { value: { ...value, passwordHash } };
    });
    return endSessions(deps, accountId, ({ sessionId }) => sessionId !== context.sessionId, 'PASSWORD_CHANGED');
  };
}
