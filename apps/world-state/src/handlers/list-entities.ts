import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { notFound, pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toEntity } from '../mapping/to-things.js';

/** Entities, by id. */
export const listEntities =
  ({ worlds }: Deps): Handler<IWorldStateService, 'listEntities'> =>
  async (request, context) => {
    const { locationId, kind } = request;
    const worldId = worldOf(request, context);
    const page = readPage(request, [worldId, locationId, kind]);
    const { model } = await worlds.read(worldId);
    if (locationId !== undefined && model.get('location', locationId) === undefined) {
      throw notFound('location', locationId);
    }
    const all = locationId === undefined ? model.ids('entity') : model.entitiesAt(locationId);
    const wanted = [...all].filter((id) => kind === undefined || model.get('entity', id)?.value.kind === kind);
    const { rows, nextPageToken } = pageOf(wanted, page, (id) => id);
    const entities = rows.flatMap((id) => {
      const entity = model.get('entity', id);
      return entity === undefined ? [] : [toEntity(id, entity)];
    });
    return { entities, nextPageToken };
  };
