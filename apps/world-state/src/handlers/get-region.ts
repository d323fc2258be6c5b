import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toRegion } from '../mapping/to-things.js';

/** One region. */
export const getRegion =
  ({ worlds }: Deps): Handler<IWorldStateService, 'getRegion'> =>
  async (request, context) => {
    const { model } = await worlds.read(worldOf(request, context));
    const region = model.get('region', request.regionId);
    if (region === undefined) throw notFound('region', request.regionId);
    return toRegion(request.regionId, region);
  };
