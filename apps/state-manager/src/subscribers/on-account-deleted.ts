import { AccountDeleted } from '@bodybroker/contracts-auth';
import type { Clock } from '@bodybroker/domain';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { StateListing } from '../storage/state-listing.js';
import type { StateRepository } from '../storage/state-repository.js';

const BATCH = 100;

export interface OnAccountDeletedDeps {
  readonly states: StateRepository;
  readonly listing: StateListing;
  readonly clock: Clock;
}

/** Erases all entries of an account that is gone, and their histories. A second run finds nothing left. */
export function onAccountDeleted({ states, listing, clock }: OnAccountDeletedDeps): Subscriber {
  return subscriber({
    event: AccountDeleted,
    durable: 'state-manager-account-deleted',
    filterSubject: 'sys.auth.account_deleted.*',
    handle: async ({ accountId }, { signal }) => {
      for (;;) {
        const ids = await listing.ofOwner(accountId, BATCH);
        if (ids.length === 0) return;
        for (const id of ids) {
          await states.change(
            [id],
            (current) => ({ writes: current.map(({ entry }) => ({ kind: entry === undefined ? 'keep' : 'delete' })) }),
            { signal },
          );
          await listing.eraseHistory(id, clock.now());
        }
      }
    },
  });
}
