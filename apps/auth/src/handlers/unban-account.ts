import type { AuthDeps, AuthHandler } from '../deps.js';
import { accountMessage } from '../mapping/account-message.js';

export function unbanAccount({ accounts, clock }: AuthDeps): AuthHandler<'unbanAccount'> {
  return async ({ accountId }, { signal }) => {
    const account = await accounts.update(accountId, ({ value }) => ({ value: { ...value, ban: undefined } }), {
      signal,
    });
    return accountMessage(account, clock.now());
  };
}
