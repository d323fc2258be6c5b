import { discardDeadLetter as discard } from '@bodybroker/nats-sdk';
import type { Deps, EventBusHandler } from '../deps.js';
import { ownerOf } from '../domain/subscription.js';

/** Drops a dead letter for good; who did and why is in the log. */
export const discardDeadLetter =
  ({ log, logger }: Deps): EventBusHandler<'discardDeadLetter'> =>
  async ({ sequence, reason }, { actor }) => {
    await discard(log, Number(sequence));
    logger.info('dead letter discarded', { sequence: Number(sequence), reason, by: ownerOf(actor) });
    return { sequence };
  };
