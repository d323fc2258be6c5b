import { readPage } from '@bodybroker/domain';
import type { Deps, EventBusHandler } from '../deps.js';
import { ownerOf } from '../domain/subscription.js';
import { toSubscription } from '../mapping/to-subscription.js';

/** Durable subscriptions of the caller, by name. */
export const listSubscriptions =
  ({ subscriptions }: Deps): EventBusHandler<'listSubscriptions'> =>
  async (request, { actor }) => {
    const { rows, nextPageToken } = await subscriptions.list(actor, readPage(request, [ownerOf(actor)]));
    return { subscriptions: rows.map(toSubscription), nextPageToken };
  };
