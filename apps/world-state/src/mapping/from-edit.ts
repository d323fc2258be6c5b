import type { WorldEdit as WorldEditMessage } from '@bodybroker/contracts-world-state';
import { invalidArgument } from '@bodybroker/domain';
import type { WorldEdit } from '../domain/world-edit.js';
import { fromFactValue } from './fact-value.js';
import { fromEntity, fromLocation, fromRegion } from './from-things.js';

const ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/** @throws DomainError INVALID_ARGUMENT when it asks for nothing, or names what cannot be a name */
export function fromEdit({ edit }: WorldEditMessage, field: string): WorldEdit {
  switch (edit.oneofKind) {
    case 'putRegion':
      return { edit: 'put-region', id: edit.putRegion.id, region: fromRegion(edit.putRegion) };
    case 'putLocation': {
      const { id, controllingFaction } = edit.putLocation;
      return { edit: 'put-location', id, location: fromLocation(edit.putLocation), faction: controllingFaction };
    }
    case 'putEntity': {
      const { id } = edit.putEntity;
      return { edit: 'put-entity', id, entity: fromEntity(edit.putEntity), expectedVersion: undefined };
    }
    case 'deleteEntity':
      return { edit: 'delete-entity', id: named(edit.deleteEntity, `${field}.delete_entity`) };
    case 'setFact': {
      const { key, value, ttlGms, expectedVersion } = edit.setFact;
      const ttl = ttlGms === undefined ? undefined : Number(ttlGms);
      const fact = fromFactValue(value, `${field}.set_fact.value`);
      return { edit: 'set-fact', key, value: fact, ttlGms: ttl, expectedVersion };
    }
    case 'deleteFact':
      return { edit: 'delete-fact', key: named(edit.deleteFact, `${field}.delete_fact`) };
    case 'changeMood': {
      const { locationId, dreadDelta, controllingFaction } = edit.changeMood;
      return { edit: 'change-mood', locationId, dreadDelta, faction: controllingFaction };
    }
    case 'placeEntity': {
      const { entityId, locationId } = edit.placeEntity;
      return { edit: 'place-entity', id: entityId, locationId };
    }
    default:
      throw invalidArgument(field, 'must say what to do', 'EDIT_MISSING');
  }
}

function named(id: string, field: string): string {
  if (!ID.test(id)) throw invalidArgument(field, 'is no id');
  return id;
}
