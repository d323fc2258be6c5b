import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toFact } from '../mapping/to-things.js';

/** One fact. */
export const getFact =
  ({ worlds }: Deps): Handler<IWorldStateService, 'getFact'> =>
  async (request, context) => {
    const { model } = await worlds.read(worldOf(request, context));
    const fact = model.get('fact', request.key);
    if (fact === undefined) throw notFound('fact', request.key);
    return toFact(request.key, fact);
  };
