import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Remembers the hour: what things age by when the clock itself does not answer. */
export const onTimePassed = ({ worlds, skies }: Deps): Subscriber =>
  subscriber<HourPassed | HoursSkipped>({
    event: [HourPassed, HoursSkipped],
    durable: 'environmental-narrative-time',
    filterSubject: 'game.time.>',
    handle: async (event) => {
      if (!worlds.has(event.worldId)) return;
      await skies.hearHour(event.worldId, Number('toGms' in event ? event.toGms : event.gms));
    },
  });
