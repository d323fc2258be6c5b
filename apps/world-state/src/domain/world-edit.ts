import { notFound } from '@bodybroker/domain';
import { toDread } from './dread.js';
import { expectVersion, setFact, type FactOrder } from './facts.js';
import type { Entity, Location, Region } from './things.js';
import type { WorldDraft } from './world-draft.js';

/** One thing to do to a world. */
export type WorldEdit =
  | { readonly edit: 'put-region'; readonly id: string; readonly region: Region }
  | { readonly edit: 'put-location'; readonly id: string; readonly location: Location; readonly faction: string }
  | {
      readonly edit: 'put-entity';
      readonly id: string;
      readonly entity: Omit<Entity, 'arrivedGms'>;
      readonly expectedVersion: bigint | undefined;
    }
  | { readonly edit: 'delete-entity'; readonly id: string }
  | ({ readonly edit: 'set-fact' } & FactOrder)
  | { readonly edit: 'delete-fact'; readonly key: string }
  | {
      readonly edit: 'change-mood';
      readonly locationId: string;
      readonly dreadDelta: number;
      readonly faction: string | undefined;
    }
  | { readonly edit: 'place-entity'; readonly id: string; readonly locationId: string };

/**
 * Does one edit to a draft.
 * @param gms the game clock
 * @throws DomainError NOT_FOUND, VERSION_CONFLICT, INVALID_ARGUMENT FACT_TYPE
 */
export function applyEdit(draft: WorldDraft, edit: WorldEdit, gms: number): void {
  switch (edit.edit) {
    case 'put-region':
      return draft.put('region', edit.id, edit.region);
    case 'put-location':
      return putLocation(draft, edit.id, edit.location, edit.faction);
    case 'put-entity':
      return putEntity(draft, edit, gms);
    case 'delete-entity':
      if (draft.get('entity', edit.id) === undefined) throw notFound('entity', edit.id);
      return draft.delete('entity', edit.id);
    case 'set-fact':
      return setFact(draft, edit, gms);
    case 'delete-fact':
      if (draft.get('fact', edit.key) === undefined) throw notFound('fact', edit.key);
      return draft.delete('fact', edit.key);
    case 'change-mood':
      return changeMood(draft, edit);
    case 'place-entity': {
      const entity = draft.get('entity', edit.id)?.value;
      if (entity === undefined) throw notFound('entity', edit.id);
      return draft.put('entity', edit.id, { ...entity, locationId: edit.locationId, arrivedGms: gms });
    }
  }
}

/** How a place begins: as dreadful as it was built. */
function putLocation(draft: WorldDraft, id: string, location: Location, faction: string): void {
  draft.put('location', id, location);
  if (draft.get('mood', id) === undefined) draft.put('mood', id, { dread: toDread(location.baseDread), faction });
}

function putEntity(draft: WorldDraft, edit: Extract<WorldEdit, { edit: 'put-entity' }>, gms: number): void {
  const current = draft.get('entity', edit.id);
  expectVersion(`entity ${edit.id}`, current?.version, edit.expectedVersion);
  const hasStayed = current?.value.locationId === edit.entity.locationId;
  draft.put('entity', edit.id, { ...edit.entity, arrivedGms: hasStayed ? current.value.arrivedGms : gms });
}

function changeMood(draft: WorldDraft, edit: Extract<WorldEdit, { edit: 'change-mood' }>): void {
  const mood = draft.get('mood', edit.locationId)?.value;
  if (mood === undefined) throw notFound('location', edit.locationId);
  draft.put('mood', edit.locationId, {
    dread: toDread(mood.dread + edit.dreadDelta),
    faction: edit.faction ?? mood.faction,
  });
}
