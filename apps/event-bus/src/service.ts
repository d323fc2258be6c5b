import { randomUUID } from 'node:crypto';
import { EventBusService, contract, type IEventBusService } from '@bodybroker/contracts-event-bus';
import { systemSleep } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { RequestReceipts } from '@bodybroker/storage';
import { config } from './config.js';
import type { Deps } from './deps.js';
import { LiveSlots } from './domain/live-slots.js';
import { ackEvents } from './handlers/ack-events.js';
import { createSubscription } from './handlers/create-subscription.js';
import { deleteSubscription } from './handlers/delete-subscription.js';
import { discardDeadLetter } from './handlers/discard-dead-letter.js';
import { getEvent } from './handlers/get-event.js';
import { getSubscription } from './handlers/get-subscription.js';
import { listDeadLetters } from './handlers/list-dead-letters.js';
import { listEventTypes } from './handlers/list-event-types.js';
import { listStreams } from './handlers/list-streams.js';
import { listSubscriptions } from './handlers/list-subscriptions.js';
import { nackEvents } from './handlers/nack-events.js';
import { publishBatch } from './handlers/publish-batch.js';
import { publishEvent } from './handlers/publish-event.js';
import { pullEvents } from './handlers/pull-events.js';
import { redriveDeadLetter } from './handlers/redrive-dead-letter.js';
import { registerEventType } from './handlers/register-event-type.js';
import { replayEvents } from './handlers/replay-events.js';
import { subscribe } from './handlers/subscribe.js';
import { EventReader } from './storage/event-reader.js';
import { EventTypes } from './storage/event-types.js';
import { PulledEvents } from './storage/pulled-events.js';
import { Subscriptions } from './storage/subscriptions.js';
import { ToldDeadLetters } from './storage/told-dead-letters.js';
import { advisoryWatcher } from './workers/advisory-watcher.js';
import { deadLetterTeller } from './workers/dead-letter-teller.js';
import { idleSubscriptions } from './workers/idle-subscriptions.js';
import { lastChances } from './workers/last-chances.js';
import { typeFollowers } from './workers/type-followers.js';

/** How long a request's mark outlives a process that died over it. */
const HOLD_MS = 30_000;

/** Publishing, delivery, replay and repair of events. */
export const service = defineService({
  name: 'event-bus',
  contract,
  config,
  build: ({ config: { maxSubscribers, leaseMs, sweepMs }, connection, store, events, clock, logger, instance }) => {
    const log = connection.events;
    const newId = (): string => randomUUID().replaceAll('-', '');
    const types = new EventTypes((name) => connection.keyValue(name), logger);
    const deps: Deps = {
      log,
      events,
      types,
      reader: new EventReader(log, types),
      subscriptions: new Subscriptions(log, store, clock),
      pulled: new PulledEvents(store, connection.bus, { clock, newId }),
      toldDeadLetters: new ToldDeadLetters(store),
      live: new LiveSlots(maxSubscribers),
      store,
      receipts: new RequestReceipts(store, { holdMs: HOLD_MS }),
      clock,
      sleep: systemSleep,
      logger,
      newId,
    };
    return {
      implementations: [implement<IEventBusService>(EventBusService, handlers(deps))],
      workers: [
        ...typeFollowers(deps),
        advisoryWatcher(deps, connection),
        lastChances(deps),
        deadLetterTeller(deps, { instance, leaseMs }),
        idleSubscriptions(deps, { sweepMs }),
      ],
      healthChecks: [
        {
          name: 'event types',
          check: () => (types.isLoaded ? Promise.resolve() : Promise.reject(new Error('still being read'))),
        },
      ],
    };
  },
});

function handlers(deps: Deps) {
  return {
    publishEvent: publishEvent(deps),
    publishBatch: publishBatch(deps),
    subscribe: subscribe(deps),
    createSubscription: createSubscription(deps),
    pullEvents: pullEvents(deps),
    ackEvents: ackEvents(deps),
    nackEvents: nackEvents(deps),
    getSubscription: getSubscription(deps),
    listSubscriptions: listSubscriptions(deps),
    deleteSubscription: deleteSubscription(deps),
    replayEvents: replayEvents(deps),
    getEvent: getEvent(deps),
    listStreams: listStreams(deps),
    listDeadLetters: listDeadLetters(deps),
    redriveDeadLetter: redriveDeadLetter(deps),
    discardDeadLetter: discardDeadLetter(deps),
    registerEventType: registerEventType(deps),
    listEventTypes: listEventTypes(deps),
  };
}
