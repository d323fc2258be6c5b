import { invalidArgument } from '@bodybroker/domain';
import type { AuthDeps, AuthHandler } from '../deps.js';
import { withProfile } from '../domain/account.js';
import { accountMessage } from '../mapping/account-message.js';
import { writeOptions } from '../mapping/write-options.js';

export function updateAccount({ accounts, clock }: AuthDeps): AuthHandler<'updateAccount'> {
  return async ({ accountId, account: profile, updateMask, expectedVersion }, { signal }) => {
    if (profile === undefined) throw invalidArgument('account', 'is required');
    const updated = await accounts.update(
      accountId,
      ({ value }) => ({ value: withProfile(value, profile, updateMask?.paths ?? []) }),
      writeOptions(expectedVersion, signal),
    );
    return accountMessage(updated, clock.now());
  };
}
