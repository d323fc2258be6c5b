import type { Deps, EventBusHandler } from '../deps.js';
import { admitFilter } from '../domain/event-filter.js';
import { DEFAULT_ACK_WAIT_MS, DEFAULT_MAX_DELIVER } from '../domain/subscription.js';
import { toFilter } from '../mapping/to-filter.js';
import { toStart } from '../mapping/to-start.js';
import { toSubscription } from '../mapping/to-subscription.js';

/** Makes a durable subscription. */
export const createSubscription =
  ({ subscriptions }: Deps): EventBusHandler<'createSubscription'> =>
  async (request, { actor }) => {
    const plan = {
      name: request.name,
      filter: admitFilter(actor, toFilter(request.filter)),
      start: toStart(request.start, { from: 'new' }),
      ackWaitMs: request.ackWaitMs || DEFAULT_ACK_WAIT_MS,
      maxDeliver: request.maxDeliver || DEFAULT_MAX_DELIVER,
    };
    return toSubscription(await subscriptions.create(actor, plan));
  };
