import { DeadLettered } from '@bodybroker/contracts-event-bus';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type DeadLetter } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';

/** Tells that an event became a dead letter. */
export function deadLettered({ sequence, storedMs, source, failure }: DeadLetter, clock: Clock): OutboxEvent {
  const payload: DeadLettered = {
    stream: source.stream,
    sequence: BigInt(source.sequence),
    durable: source.durable,
    subject: source.subject,
    attempts: failure.attempts,
    reason: failure.reason,
    deadLetterSequence: BigInt(sequence),
  };
  return createEvent(DeadLettered, payload, {
    source: 'event-bus',
    clock,
    entityId: source.durable,
    // With its time: a stream made anew counts from 1 again.
    eventId: `event-bus:dead-letter:${sequence}:${storedMs}`,
  });
}
