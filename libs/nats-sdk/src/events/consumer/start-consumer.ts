import type { EventLog } from '../event-log.js';
import type { ConsumerOptions, RunningConsumer } from './consumer-options.js';
import { ConsumerRunner } from './consumer-runner.js';
import type { Subscriber } from './subscriber.js';

/**
 * Consumes a durable until stopped. Never throws for what the server lacks: a stream, a durable or a connection that is
 * not there is waited for, and reported to the logger.
 *
 * Events of one key are handled in turn within this process. A failed one is delivered again after 1 s, 5 s, 30 s and
 * 2 min, then dead-lettered; one that cannot be decoded is dead-lettered at once.
 */
export function startConsumer(
  connection: { readonly events: EventLog },
  subscriber: Subscriber,
  options: ConsumerOptions,
): RunningConsumer {
  return new ConsumerRunner(connection.events, subscriber, options);
}
