import type { AuthDeps, AuthHandler } from '../deps.js';
import { clientAddress } from '../mapping/client-address.js';
import { endSessions } from './end-sessions.js';
import { verifyOwner } from './verify-owner.js';

export function deleteAccount(deps: AuthDeps): AuthHandler<'deleteAccount'> {
  const { accounts, usernames, devices, revocations, clock } = deps;
  return async ({ accountId, password }, context) => {
    const { value: account } = await accounts.require(accountId);
    await verifyOwner(deps, account, password, clientAddress(context));
    await endSessions(deps, accountId, () => true, 'DELETED');
    await accounts.delete(accountId, clock.now());
    await revocations.account(accountId);
    // Last: a name given back before the account is gone could be lost to it.
    if (account.username !== '') await usernames.release(account.username, accountId);
    await Promise.all(account.devices.map(({ deviceId }) => devices.release(deviceId, accountId)));
    return { accountId };
  };
}
