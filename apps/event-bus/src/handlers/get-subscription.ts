import type { Deps, EventBusHandler } from '../deps.js';
import { toSubscription } from '../mapping/to-subscription.js';

/** A durable subscription of the caller and how far it is. */
export const getSubscription =
  ({ subscriptions }: Deps): EventBusHandler<'getSubscription'> =>
  async ({ name }, { actor }) =>
    toSubscription(await subscriptions.require(actor, name));
