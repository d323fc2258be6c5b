import { worldOf } from '@bodybroker/service-kit';
import type { ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { scheduleEvent as plannedEvent } from '../domain/scheduled-event.js';
import { readClock } from '../domain/world-clock.js';
import { toPlan } from '../mapping/to-plan.js';
import { toScheduledEvent } from '../mapping/to-scheduled-event.js';

/** Has an event published at a game time, once or by a cron rule; replaces the one of the same id. */
export const scheduleEvent =
  ({ clocks, clock, schedule }: Deps): Handler<ITimeManagerService, 'scheduleEvent'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const { value: worldClock } = await clocks.read(worldId);
    const event = plannedEvent(toPlan(request), readClock(worldClock, clock.now()));
    return toScheduledEvent(worldId, await schedule.put(worldId, event, request.expectedVersion));
  };
