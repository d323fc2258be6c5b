import { Entity, type IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import type { Entity as EntityValue } from '../domain/things.js';
import { applyEdit } from '../domain/world-edit.js';
import { fromEntity } from '../mapping/from-things.js';
import { toEntity } from '../mapping/to-things.js';

/** Writes an entity, new or not, wherever it says. */
export const upsertEntity =
  ({ worlds }: Deps): Handler<IWorldStateService, 'upsertEntity'> =>
  async (request, context) => {
    const { expectedVersion } = request;
    const message = request.entity ?? Entity.create();
    const { id } = message;
    const written = await worlds.write(worldOf(request, context), (draft, { gms }): EntityValue => {
      const entity = fromEntity(message);
      applyEdit(draft, { edit: 'put-entity', id, entity, expectedVersion }, gms);
      return draft.get('entity', id)?.value ?? { ...entity, arrivedGms: gms };
    });
    return toEntity(id, { value: written.result, version: written.versionOf('entity', id) ?? 0n });
  };
