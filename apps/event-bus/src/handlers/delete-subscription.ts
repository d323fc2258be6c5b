import type { Deps, EventBusHandler } from '../deps.js';

/** Ends a durable subscription of the caller. */
export const deleteSubscription =
  ({ subscriptions }: Deps): EventBusHandler<'deleteSubscription'> =>
  async ({ name }, { actor }) => {
    await subscriptions.delete(await subscriptions.require(actor, name));
    return { name };
  };
