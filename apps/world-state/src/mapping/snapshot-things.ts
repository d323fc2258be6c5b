import type { WorldSnapshot } from '@bodybroker/contracts-world-state';
import type { WorldView } from '../domain/world-model.js';
import { toEntity, toFact, toLocation, toRegion } from './to-things.js';

/** All that is in some regions, and all facts, each by id. */
export function snapshotThings(
  world: WorldView,
  regionIds: readonly string[],
): Pick<WorldSnapshot, 'regions' | 'locations' | 'entities' | 'facts'> {
  const locationIds = [...world.ids('location')]
    .filter((id) => regionIds.includes(world.get('location', id)?.value.regionId ?? ''))
    .sort();
  const entityIds = locationIds.flatMap((id) => [...world.entitiesAt(id)]).sort();
  return {
    regions: regionIds.flatMap((id) => {
      const region = world.get('region', id);
      return region === undefined ? [] : [toRegion(id, region)];
    }),
    locations: locationIds.flatMap((id) => {
      const location = world.get('location', id);
      return location === undefined ? [] : [toLocation(id, location, world.get('mood', id)?.value)];
    }),
    entities: entityIds.flatMap((id) => {
      const entity = world.get('entity', id);
      return entity === undefined ? [] : [toEntity(id, entity)];
    }),
    facts: [...world.ids('fact')].sort().flatMap((key) => {
      const fact = world.get('fact', key);
      return fact === undefined ? [] : [toFact(key, fact)];
    }),
  };
}
