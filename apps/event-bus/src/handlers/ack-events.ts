import type { Deps, EventBusHandler } from '../deps.js';
import { durableOf } from '../domain/subscription.js';

/** Marks pulled events as done with. */
export const ackEvents =
  ({ pulled }: Deps): EventBusHandler<'ackEvents'> =>
  async ({ name, ackTokens }, { actor }) => ({
    count: await pulled.answer(durableOf(actor, name), ackTokens, { kind: 'ack' }),
  });
