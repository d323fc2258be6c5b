import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toRegion } from '../mapping/to-things.js';

/** All regions, by id. */
export const listRegions =
  ({ worlds }: Deps): Handler<IWorldStateService, 'listRegions'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const page = readPage(request, [worldId]);
    const { model } = await worlds.read(worldId);
    const { rows, nextPageToken } = pageOf(model.ids('region'), page, (id) => id);
    const regions = rows.flatMap((id) => {
      const region = model.get('region', id);
      return region === undefined ? [] : [toRegion(id, region)];
    });
    return { regions, nextPageToken };
  };
