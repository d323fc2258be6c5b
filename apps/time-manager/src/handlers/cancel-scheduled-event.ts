import { worldOf } from '@bodybroker/service-kit';
import type { ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toScheduledEvent } from '../mapping/to-scheduled-event.js';

/** Takes a scheduled event off the list. */
export const cancelScheduledEvent =
  ({ schedule }: Deps): Handler<ITimeManagerService, 'cancelScheduledEvent'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    return toScheduledEvent(worldId, await schedule.remove(worldId, request.id, request.expectedVersion));
  };
