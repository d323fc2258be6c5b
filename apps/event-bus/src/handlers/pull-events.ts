import type { Deps, EventBusHandler } from '../deps.js';
import { pullWanted } from '../storage/pull-wanted.js';

const DEFAULT_MAX = 10;

/** Takes events of a subscription, each with the token it is to be answered with. */
export const pullEvents =
  (deps: Deps): EventBusHandler<'pullEvents'> =>
  async ({ name, max, waitMs }, { actor, signal }) => {
    const subscription = await deps.subscriptions.require(actor, name);
    const wanted = await pullWanted(deps, subscription, { max: max || DEFAULT_MAX, waitMs, signal });
    const deliveries = wanted.map(({ delivery }) => delivery);
    const tokens = await deps.pulled.issue(subscription, deliveries);
    return {
      events: wanted.map(({ event, delivery }, index) => ({
        event,
        ackToken: tokens[index] ?? '',
        attempt: delivery.attempt,
      })),
    };
  };
