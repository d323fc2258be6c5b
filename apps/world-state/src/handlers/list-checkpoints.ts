import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { readPage } from '@bodybroker/domain';
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
    const shown = heads.slice(0, page.size);
    const last = shown.at(-1);
    const nextPageToken = last === undefined || heads.length <= page.size ? '' : page.next(last.id);
    return { checkpoints: shown.map(toCheckpoint), nextPageToken };
  };
