import type { Deps, EventBusHandler } from '../deps.js';
import { durableOf } from '../domain/subscription.js';

/** Has pulled events come again after a delay. */
export const nackEvents =
  ({ pulled }: Deps): EventBusHandler<'nackEvents'> =>
  async ({ name, ackTokens, delayMs }, { actor }) => ({
    count: await pulled.answer(durableOf(actor, name), ackTokens, { kind: 'nack', delayMs }),
  });
