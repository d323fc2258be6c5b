import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toFact } from '../mapping/to-things.js';

/** Facts, by key. */
export const listFacts =
  ({ worlds }: Deps): Handler<IWorldStateService, 'listFacts'> =>
  async (request, context) => {
    const { prefix } = request;
    const worldId = worldOf(request, context);
    const page = readPage(request, [worldId, prefix]);
    const { model } = await worlds.read(worldId);
    const all = [...model.ids('fact')].filter((key) => key.startsWith(prefix));
    const { rows, nextPageToken } = pageOf(all, page, (id) => id);
    const facts = rows.flatMap((key) => {
      const fact = model.get('fact', key);
      return fact === undefined ? [] : [toFact(key, fact)];
    });
    return { facts, nextPageToken };
  };
