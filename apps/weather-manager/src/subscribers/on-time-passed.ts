import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { hourAt } from '../domain/game-hour.js';
import { stepWorld } from '../workers/step-world.js';

/** Each hour that passes, or many at once, steps the weather. */
export const onTimePassed = (deps: Deps): Subscriber =>
  subscriber<HourPassed | HoursSkipped>({
    event: [HourPassed, HoursSkipped],
    durable: 'weather-manager-time',
    filterSubject: 'game.time.>',
    handle: (event) => stepWorld(deps, event.worldId, hourAt(Number('toGms' in event ? event.toGms : event.gms))),
  });
