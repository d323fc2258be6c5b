import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { passTime } from '../flows/pass-time.js';

/** Each hour that passes, or many at once: deadlines come and parts spoil. */
export const onTimePassed = (deps: Deps, store: Store): Subscriber =>
  subscriber<HourPassed | HoursSkipped>({
    event: [HourPassed, HoursSkipped],
    durable: 'body-broker-integration-time',
    filterSubject: 'game.time.>',
    handle: (event) => passTime(deps, store, event.worldId, Number('toGms' in event ? event.toGms : event.gms)),
  });
