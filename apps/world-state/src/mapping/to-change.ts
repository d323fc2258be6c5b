import type { WorldChange } from '@bodybroker/contracts-world-state';
import type { ToldWrite } from '../storage/change-log.js';
import type { WorldView } from '../domain/world-model.js';
import { toEntity, toFact, toLocation, toMood, toPosition, toRegion } from './to-things.js';

/**
 * What a revision did to one thing.
 * @param world as it is now: a place is told with the mood it has now, whose own changes follow
 */
export function toChange(revision: bigint, write: ToldWrite, world: WorldView): WorldChange {
  return { revision, change: changeOf(write, world) };
}

/** Whether somebody who follows these regions (none: all) is told. */
export function isFor(regionIds: ReadonlySet<string>, write: ToldWrite): boolean {
  return regionIds.size === 0 || write.regionIds.length === 0 || write.regionIds.some((id) => regionIds.has(id));
}

function changeOf({ kind, id, version, value, part }: ToldWrite, world: WorldView): WorldChange['change'] {
  switch (kind) {
    case 'region':
      return value === undefined
        ? { oneofKind: undefined }
        : { oneofKind: 'region', region: toRegion(id, { version, value }) };
    case 'location':
      return value === undefined
        ? { oneofKind: undefined }
        : {
            oneofKind: 'location',
            location: toLocation(id, { version, value }, world.get('mood', id)?.value),
          };
    case 'mood':
      return value === undefined
        ? { oneofKind: undefined }
        : { oneofKind: 'mood', mood: toMood(id, { version, value }, part) };
    case 'entity':
      if (value === undefined) return { oneofKind: 'entityDeleted', entityDeleted: id };
      return part === 'place'
        ? { oneofKind: 'entityMoved', entityMoved: toPosition(id, { version, value }) }
        : { oneofKind: 'entity', entity: toEntity(id, { version, value }) };
    case 'fact':
      return value === undefined
        ? { oneofKind: 'factDeleted', factDeleted: id }
        : { oneofKind: 'fact', fact: toFact(id, { version, value }) };
  }
}
