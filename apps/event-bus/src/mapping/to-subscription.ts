import { SubscriptionState, type Subscription as WireSubscription } from '@bodybroker/contracts-event-bus';
import { idleState } from '../domain/subscription.js';
import type { Subscription } from '../storage/subscriptions.js';
import { fromFilter } from './to-filter.js';

const STATES = {
  active: SubscriptionState.ACTIVE,
  paused: SubscriptionState.PAUSED,
  // Due to be deleted, and still there.
  deleted: SubscriptionState.PAUSED,
} as const;

export function toSubscription({ name, filter, consumer, idleMs }: Subscription): WireSubscription {
  return {
    name,
    filter: fromFilter(filter),
    state: STATES[idleState(idleMs)],
    stream: consumer.stream,
    ackWaitMs: consumer.ackWaitMs,
    maxDeliver: consumer.maxDeliver,
    pending: BigInt(consumer.pending),
    ackPending: BigInt(consumer.ackPending),
    redelivered: BigInt(consumer.redelivered),
    createdMs: BigInt(consumer.createdMs),
  };
}
