import { AccountDeleted } from '@bodybroker/contracts-auth';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { PlayerLayers } from '../storage/player-layers.js';

/** Forgets what an account that is gone had set. */
export function onAccountDeleted(layers: PlayerLayers): Subscriber {
  return subscriber({
    event: AccountDeleted,
    durable: 'settings-account-deleted',
    filterSubject: 'sys.auth.account_deleted.*',
    handle: ({ accountId }) => layers.erase(accountId),
  });
}
