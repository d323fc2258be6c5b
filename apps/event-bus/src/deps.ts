import type { IEventBusService } from '@bodybroker/contracts-event-bus';
import type { Clock, Sleep } from '@bodybroker/domain';
import type { EventLog, EventPublisher, Handler } from '@bodybroker/nats-sdk';
import type { RequestReceipts, Store } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { LiveSlots } from './domain/live-slots.js';
import type { EventReader } from './storage/event-reader.js';
import type { EventTypes } from './storage/event-types.js';
import type { PulledEvents } from './storage/pulled-events.js';
import type { Subscriptions } from './storage/subscriptions.js';
import type { ToldDeadLetters } from './storage/told-dead-letters.js';

/** What the handlers and workers of this service are built from. */
export interface Deps {
  readonly log: EventLog;
  readonly events: EventPublisher;
  readonly types: EventTypes;
  readonly reader: EventReader;
  readonly subscriptions: Subscriptions;
  readonly pulled: PulledEvents;
  readonly toldDeadLetters: ToldDeadLetters;
  /** For streams that stay open. */
  readonly live: LiveSlots;
  readonly store: Store;
  readonly receipts: RequestReceipts;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly logger: Logger;
  /** Makes an id nobody else has. */
  readonly newId: () => string;
}

/** The handler of one method. */
export type EventBusHandler<Method extends keyof IEventBusService> = Handler<IEventBusService, Method>;
