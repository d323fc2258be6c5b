import type { AuthDeps, AuthHandler } from '../deps.js';
import { badCredentials } from '../domain/refusals.js';
import { parseUsername } from '../domain/username.js';
import { clientAddress } from '../mapping/client-address.js';
import { issueSession } from './issue-session.js';

export function login(deps: AuthDeps): AuthHandler<'login'> {
  const { accounts, usernames, passwords, attempts } = deps;
  return async ({ username, password, device }, context) => {
    const folded = parseUsername(username);
    if (folded === undefined) throw badCredentials();
    const attempt = { name: folded, address: clientAddress(context) };
    await attempts.assertAllowed(attempt);
    const accountId = await usernames.holder(attempt.name);
    const account = accountId === undefined ? undefined : (await accounts.get(accountId))?.value;
    // Asked also when there is no account, which takes the same time.
    const matches = await passwords.verify(account?.passwordHash, password);
    if (account === undefined || !matches) {
      await attempts.failed(attempt);
      throw badCredentials();
    }
    await attempts.succeeded(attempt);
    const { id = '', name = '', platform = '' } = device ?? {};
    return issueSession(deps, account, { id, name, platform });
  };
}
