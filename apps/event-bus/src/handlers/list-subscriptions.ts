import { readPage } from '@bodybroker/domain';
import type { Deps, EventBusHandler } from '../deps.js';
import { ownerOf } from '../domain/subscription.js';
import { toSubscription } from '../mapping/to-subscription.js';

/** Durable subscriptions of the caller, by name. */
export const listSubscriptions =
  ({ subscriptions }: Deps): EventBusHandler<'listSubscriptions'> =>
  async (request, { actor }) => {
    const page = await subscriptions.list(actor, readPage(request, [ownerOf(actor)]));
    return { subscriptions: page.subscriptions.map(toSubscription), nextPageToken: page.nextPageToken };
  };
