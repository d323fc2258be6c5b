import type { AuthDeps, AuthHandler } from '../deps.js';
import { accountMessage } from '../mapping/account-message.js';

export function getAccount({ accounts, clock }: AuthDeps): AuthHandler<'getAccount'> {
  return async ({ accountId }) => accountMessage(await accounts.require(accountId), clock.now());
}
