import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { HOUR_GMS, hourAt } from '@bodybroker/domain';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { passHours } from '../domain/pass-hours.js';
import { dreadDeltaOf } from '../domain/world-clock.js';

/** Each hour that passes, or many at once, settles dread, cools heat and forgets facts. An hour that is past changes nothing. */
export const onTimePassed = ({ worlds }: Deps): Subscriber =>
  subscriber<HourPassed | HoursSkipped>({
    event: [HourPassed, HoursSkipped],
    durable: 'world-state-time',
    filterSubject: 'game.time.>',
    handle: async (event) => {
      const { worldId } = event;
      if (!worlds.ids.has(worldId)) return;
      const toHour = hourAt(Number('toGms' in event ? event.toGms : event.gms));
      await worlds.write(
        worldId,
        (draft, clock) => {
          const fromHour = hourAt(clock.gms);
          const dreadDelta = (regionId: string): number => dreadDeltaOf(clock, regionId);
          if (toHour > fromHour) passHours(draft, { fromHour, toHour, dreadDelta });
        },
        { clock: (clock) => (toHour > hourAt(clock.gms) ? { ...clock, gms: toHour * HOUR_GMS } : undefined) },
      );
    },
  });
