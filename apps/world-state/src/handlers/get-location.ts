import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toLocation } from '../mapping/to-things.js';

/** One place. */
export const getLocation =
  ({ worlds }: Deps): Handler<IWorldStateService, 'getLocation'> =>
  async (request, context) => {
    const { model } = await worlds.read(worldOf(request, context));
    const location = model.get('location', request.locationId);
    if (location === undefined) throw notFound('location', request.locationId);
    return toLocation(request.locationId, location, model.get('mood', request.locationId)?.value);
  };
