import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toScene } from '../mapping/scene-message.js';

/** Lets players meet a draft, if what it tells of can be solved. */
export const publishScene =
  ({ catalogue, surroundings }: Deps): Handler<IEnvironmentalNarrativeService, 'publishScene'> =>
  async (request, context) => {
    const gms = await surroundings.now(context.worldId);
    return toScene(await catalogue.publish(request.sceneId, gms, request.expectedVersion));
  };
