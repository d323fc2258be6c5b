import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { askingPlayer } from '../mapping/asking-player.js';
import { occasionOf } from '../mapping/occasion-of.js';

/** Whether a CEL expression holds in the world as it is now. */
export const evaluateCondition =
  (deps: Deps): Handler<IWorldStateService, 'evaluateCondition'> =>
  async (request, context) => {
    const playerId = askingPlayer(request, context);
    deps.conditions.check(request.cel);
    const world = await deps.worlds.read(worldOf(request, context));
    const value = deps.conditions.holds(request.cel, world.model, occasionOf(world, playerId, deps));
    return { value, revision: world.revision };
  };
