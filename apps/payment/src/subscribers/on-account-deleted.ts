import { AccountDeleted } from '@bodybroker/contracts-auth';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { accountKind } from '../domain/account.js';
import { freeze } from '../domain/freeze.js';

/** Freezes the account of a player who is gone. Its records stay: a ledger forgets nothing. */
export const onAccountDeleted = ({ accounts }: Pick<Deps, 'accounts'>): Subscriber =>
  subscriber({
    event: AccountDeleted,
    durable: 'payment-account-deleted',
    filterSubject: 'sys.auth.account_deleted.*',
    handle: async ({ accountId }) => {
      if (accountKind(accountId) !== 'player') return;
      await accounts.post(accountId, { decide: ({ wallet }) => freeze(wallet, 'account deleted') });
    },
  });
