import { Scene, type IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkScene } from '../domain/check-scene.js';
import { fromScene, toScene } from '../mapping/scene-message.js';

/** Writes a scene, new or not. */
export const upsertScene =
  ({ catalogue, conditions }: Deps): Handler<IEnvironmentalNarrativeService, 'upsertScene'> =>
  async (request) => {
    const message = request.scene ?? Scene.create();
    const scene = fromScene(message);
    checkScene(scene, conditions);
    return toScene(await catalogue.put(message.id, scene, request.expectedVersion));
  };
