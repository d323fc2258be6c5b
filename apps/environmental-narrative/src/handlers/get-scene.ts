import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toScene } from '../mapping/scene-message.js';

/** A scene with all it hides. */
export const getScene =
  ({ catalogue }: Deps): Handler<IEnvironmentalNarrativeService, 'getScene'> =>
  async (request) =>
    toScene(await catalogue.scene(request.sceneId));
