import type { Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { idleState } from '../domain/subscription.js';

/** Deletes subscriptions that were paused so long ago that nothing of what they waited for is kept any more. */
export function idleSubscriptions(
  { subscriptions, sleep, logger }: Deps,
  { sweepMs }: { readonly sweepMs: number },
): Worker {
  return {
    name: 'idle subscriptions',
    run: async (signal) => {
      while (!signal.aborted) {
        for (const subscription of await subscriptions.all()) {
          const { consumer, idleMs } = subscription;
          if (idleState(idleMs) !== 'deleted' || signal.aborted) continue;
          await subscriptions.delete(subscription);
          logger.info('an idle subscription was deleted', { durable: consumer.durable, idleMs });
        }
        await sleep(sweepMs, signal);
      }
    },
  };
}
