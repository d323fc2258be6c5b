import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { imageOf } from '../domain/world-image.js';
import { toCheckpoint } from '../mapping/to-checkpoint.js';

/** Keeps the world as it is now under a name. */
export const createCheckpoint =
  ({ worlds, checkpoints, clock }: Deps): Handler<IWorldStateService, 'createCheckpoint'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const { model, revision } = await worlds.read(worldId);
    const createdMs = clock.now();
    const head = {
      id: `cp_${revision}_${createdMs.toString(36)}`,
      name: request.name,
      revision: String(revision),
      createdMs,
      locations: model.count('location'),
      entities: model.count('entity'),
      facts: model.count('fact'),
    };
    await checkpoints.create(worldId, head, imageOf(model));
    return toCheckpoint(head);
  };
