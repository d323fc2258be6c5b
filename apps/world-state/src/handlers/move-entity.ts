import { EntityMoved, MoveEntityRequest, type IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptIfKeyed, worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { moveEntity as moved, type Moved } from '../domain/move-entity.js';
import { moveOrder } from '../mapping/move-order.js';
import { toEntity } from '../mapping/to-things.js';
import type { Plan, Written } from '../storage/stage-write.js';

/** Moves an entity to another place; a player moves only himself, one exit at a time. */
export const moveEntity =
  ({ worlds, conditions, startLocationId }: Deps): Handler<IWorldStateService, 'moveEntity'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const order = moveOrder(request, context.actor);
    const plan: Plan<Moved> = (draft, { gms }) => moved(draft, order, { conditions, startLocationId, gms });
    const receipt = receiptIfKeyed(context, MoveEntityRequest.toBinary(request));
    if (receipt === undefined) return toMoved(order.entityId, await worlds.write(worldId, plan));
    const once = await worlds.writeOnce(worldId, receipt, plan, {
      respond: (written) => EntityMoved.toBinary(toMoved(order.entityId, written)),
    });
    if (once.status === 'replayed') markReplay(context);
    return EntityMoved.fromBinary(once.response);
  };

function toMoved(id: string, { result, revision, versionOf }: Written<Moved>): EntityMoved {
  const { entity, from } = result;
  const version = versionOf('entity', id) ?? result.version;
  return { entity: toEntity(id, { value: entity, version }), arrivedGms: BigInt(entity.arrivedGms), from, revision };
}
