import type { AuthDeps, AuthHandler } from '../deps.js';
import { accountMessage } from '../mapping/account-message.js';
import { createAccount } from './create-account.js';
import { issueSession } from './issue-session.js';

export function register(deps: AuthDeps): AuthHandler<'register'> {
  return async ({ username, password, email = '', deviceId = '' }) => {
    const account = await createAccount(deps, { username, password, email, roles: ['player'] });
    const sessionTokens = await issueSession(deps, account.value, { id: deviceId, name: '', platform: '' });
    return { account: accountMessage(account, deps.clock.now()), sessionTokens };
  };
}
