import { worldOf } from '@bodybroker/service-kit';
import type { ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toScheduledEvent } from '../mapping/to-scheduled-event.js';

/** One scheduled event that still has a run to come. */
export const getScheduledEvent =
  ({ schedule }: Deps): Handler<ITimeManagerService, 'getScheduledEvent'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    return toScheduledEvent(worldId, await schedule.require(worldId, request.id));
  };
