import { publishDeadLetter } from '@bodybroker/nats-sdk';
import type { Worker } from '@bodybroker/service-kit';
import { runDueLoop } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { reasonOf, type PulledEvent } from '../domain/pulled-event.js';
import { LAST_CHANCES_INDEX } from '../storage/pulled-events.js';

/**
 * Gives up events whose last delivery was not acknowledged. Servers before 2.10 notice that a message was delivered often enough
 * only when somebody pulls again, so this does not wait for them to say so; what both give up is stored once.
 */
export function lastChances(deps: Deps): Worker {
  const { store, pulled, clock, logger } = deps;
  return {
    name: 'last chances',
    run: (signal) =>
      runDueLoop(
        store.shards(),
        LAST_CHANCES_INDEX,
        async (claim, shard) => {
          const event = await pulled.lastChance(shard, claim.member);
          if (event !== undefined && event.answer !== 'ack') await giveUp(deps, event);
          await shard.commit({ settle: [claim] });
        },
        { clock, signal, onError: (error) => logger.warn('an event could not be given up', { error }) },
      ),
  };
}

async function giveUp({ log, pulled, clock }: Deps, event: PulledEvent): Promise<void> {
  // With its subscription deleted nobody waits for it any more.
  const consumer = await log.consumer(event.stream, event.durable);
  const message = consumer && (await log.get(event.stream, event.sequence));
  if (message !== undefined) {
    await publishDeadLetter(log, message, event.durable, {
      code: 'DEADLINE_EXCEEDED',
      reason: reasonOf(event),
      attempts: event.attempt,
      failedAtMs: clock.now(),
    });
  }
  await pulled.dismiss(event);
}
