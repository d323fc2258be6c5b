import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { restoreImage } from '../domain/world-image.js';

/** Makes the world what it was, as a new revision. */
export const restoreCheckpoint =
  ({ worlds, checkpoints }: Deps): Handler<IWorldStateService, 'restoreCheckpoint'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    await worlds.read(worldId);
    const image = await checkpoints.image(worldId, request.checkpointId);
    const { result: changes, revision } = await worlds.write(
      worldId,
      (draft) => {
        restoreImage(draft, image);
        return draft.writes.length;
      },
      { expectedRevision: request.expectedRevision },
    );
    return { revision, changes };
  };
