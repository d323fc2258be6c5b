import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { DomainError } from '@bodybroker/domain';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { passTime } from '../flows/pass-time.js';

/** Deliveries of one hour, 1 s and 5 s apart, in which the weather may catch up; then what is left waits for the next hour. */
const TRIES = 3;

/** Each hour that passes, or many at once: deadlines come and parts spoil. */
export const onTimePassed = (deps: Deps, store: Store): Subscriber =>
  subscriber<HourPassed | HoursSkipped>({
    event: [HourPassed, HoursSkipped],
    durable: 'body-broker-integration-time',
    filterSubject: 'game.time.>',
    handle: async (event, { attempt }) => {
      const left = await passTime(deps, store, event.worldId, Number('toGms' in event ? event.toGms : event.gms));
      if (left === 0 || attempt >= TRIES) return;
      throw new DomainError('UNAVAILABLE', 'WEATHER_BEHIND', `${left} parts wait for the weather of this hour`);
    },
  });
