import { worldOf } from '@bodybroker/service-kit';
import type { ITimeManagerService } from '@bodybroker/contracts-time-manager';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toGms } from '../mapping/to-gms.js';
import { toScheduledEvent } from '../mapping/to-scheduled-event.js';

/** Scheduled events by the time of their next run, then by id. */
export const listScheduledEvents =
  ({ schedule }: Deps): Handler<ITimeManagerService, 'listScheduledEvents'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const filter = {
      fromGms: request.fromGms === undefined ? undefined : toGms(request.fromGms, 'from_gms'),
      toGms: request.toGms === undefined ? undefined : toGms(request.toGms, 'to_gms'),
    };
    const page = readPage(request, [worldId, filter.fromGms, filter.toGms]);
    const { entities, nextPageToken } = await schedule.list(worldId, filter, page);
    return { scheduled: entities.map((entity) => toScheduledEvent(worldId, entity)), nextPageToken };
  };
