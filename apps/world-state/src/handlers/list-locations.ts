import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toLocation } from '../mapping/to-things.js';

/** Places, by id. */
export const listLocations =
  ({ worlds }: Deps): Handler<IWorldStateService, 'listLocations'> =>
  async (request, context) => {
    const { regionId } = request;
    const worldId = worldOf(request, context);
    const page = readPage(request, [worldId, regionId]);
    const { model } = await worlds.read(worldId);
    const all = [...model.ids('location')].filter(
      (id) => regionId === undefined || model.get('location', id)?.value.regionId === regionId,
    );
    const { rows, nextPageToken } = pageOf(all, page, (id) => id);
    const locations = rows.flatMap((id) => {
      const location = model.get('location', id);
      return location === undefined ? [] : [toLocation(id, location, model.get('mood', id)?.value)];
    });
    return { locations, nextPageToken };
  };
