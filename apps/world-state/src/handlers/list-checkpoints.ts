import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { cutPage, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { toCheckpoint } from '../mapping/to-checkpoint.js';

/** The checkpoints of a world, newest first. */
export const listCheckpoints =
  ({ worlds, checkpoints }: Deps): Handler<IWorldStateService, 'listCheckpoints'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const page = readPage(request, [worldId]);
    await worlds.read(worldId);
    const heads = await checkpoints.list(worldId, page);
    const { rows, nextPageToken } = cutPage(heads, page, ({ id }) => id);
    return { checkpoints: rows.map(toCheckpoint), nextPageToken };
  };
