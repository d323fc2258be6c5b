import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toScene } from '../mapping/scene-message.js';

/** Takes a scene away for good. */
export const retireScene =
  ({ catalogue }: Deps): Handler<IEnvironmentalNarrativeService, 'retireScene'> =>
  async (request) =>
    toScene(await catalogue.retire(request.sceneId, request.expectedVersion));
