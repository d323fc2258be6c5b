import type { EventLog, PublishAck, StoredMessage } from '../event-log.js';
import { deadLetterHeaders, type DeadLetterFailure } from './dead-letter.js';

/**
 * Stores a message in the dead-letter stream. The consumer that gives it up and the watcher of advisories may both do
 * so: within the duplicate window it is stored once.
 */
export function publishDeadLetter(
  log: Pick<EventLog, 'publish'>,
  message: StoredMessage,
  durable: string,
  failure: DeadLetterFailure,
): Promise<PublishAck> {
  const { stream, subject, sequence } = message;
  return log.publish(`dlq.${stream}.${durable}`, message.data, {
    messageId: `dlq:${stream}:${durable}:${sequence}`,
    headers: deadLetterHeaders(message.headers, { stream, durable, subject, sequence }, failure),
  });
}
