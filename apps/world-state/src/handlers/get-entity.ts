import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { entityOrNewcomer } from '../domain/players.js';
import { toEntity } from '../mapping/to-things.js';

/** One entity; a player who has not moved yet is where new players begin. */
export const getEntity =
  ({ worlds, startLocationId }: Deps): Handler<IWorldStateService, 'getEntity'> =>
  async (request, context) => {
    const { entityId } = request;
    const askingPlayerId = context.actor.kind === 'player' ? context.actor.id : undefined;
    const { model } = await worlds.read(worldOf(request, context));
    const entity = entityOrNewcomer(model, entityId, { startLocationId, askingPlayerId });
    if (entity === undefined) throw notFound('entity', entityId);
    return toEntity(entityId, entity);
  };
