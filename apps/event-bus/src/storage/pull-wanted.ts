import type { DeliveredEvent } from '@bodybroker/contracts-event-bus';
import type { Clock } from '@bodybroker/domain';
import { publishDeadLetter, type Delivery, type EventLog } from '@bodybroker/nats-sdk';
import { admits } from '../domain/event-filter.js';
import { toDelivered } from '../mapping/to-delivered.js';
import type { EventTypes } from './event-types.js';
import type { Subscription } from './subscriptions.js';

/** A delivery with the event in it. */
export interface Wanted {
  readonly delivery: Delivery;
  readonly event: DeliveredEvent;
}

export interface PullOptions {
  readonly max: number;
  /** How long to wait for the first event, in milliseconds. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Takes events that a subscription's filter admits. What one subject filter cannot keep out is acknowledged unseen; what is
 * no event goes to the dead letters at once.
 */
export async function pullWanted(
  { log, types, clock }: { readonly log: EventLog; readonly types: EventTypes; readonly clock: Clock },
  { consumer: { stream, durable }, filter }: Subscription,
  { max, waitMs, signal }: PullOptions,
): Promise<readonly Wanted[]> {
  await types.loaded(signal);
  const endsAtMs = clock.now() + waitMs;
  for (;;) {
    const leftMs = Math.max(0, endsAtMs - clock.now());
    const deliveries = await log.pull(stream, durable, { max, waitMs: leftMs, signal });
    const wanted: Wanted[] = [];
    for (const delivery of deliveries) {
      const event = toDelivered(delivery, types);
      if (event !== undefined && admits(filter, delivery.subject)) wanted.push({ delivery, event });
      else await passOver(delivery, event);
    }
    if (wanted.length > 0 || deliveries.length === 0) return wanted;
  }

  async function passOver(delivery: Delivery, event: DeliveredEvent | undefined): Promise<void> {
    if (event === undefined) {
      const failure = { code: 'INVALID_ARGUMENT', reason: 'UNDECODABLE_EVENT' } as const;
      const facts = { attempts: delivery.attempt, failedAtMs: clock.now() };
      await publishDeadLetter(log, delivery, durable, { ...failure, ...facts });
    }
    await delivery.ack();
  }
}
