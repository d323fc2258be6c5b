import type { WorldSnapshot } from '@bodybroker/contracts-world-state';
import type { Kind, Things, Versioned } from '../domain/things.js';
import type { WorldView } from '../domain/world-model.js';
import { toBareEntity, toBareRegion, toEntity, toFact, toLocation, toMood, toRegion } from './to-things.js';

/**
 * All that is in some regions, and all facts, each by id.
 * @param withDetails whether it also says what they are like
 */
export function snapshotThings(
  world: WorldView,
  { regionIds, withDetails }: { readonly regionIds: readonly string[]; readonly withDetails: boolean },
): Pick<WorldSnapshot, 'regions' | 'locations' | 'moods' | 'entities' | 'facts'> {
  const locationIds = [...world.ids('location')]
    .filter((id) => regionIds.includes(world.get('location', id)?.value.regionId ?? ''))
    .sort();
  const entityIds = locationIds.flatMap((id) => [...world.entitiesAt(id)]).sort();
  const factKeys = [...world.ids('fact')].sort();
  const moodOf = (locationId: string) => world.get('mood', locationId)?.value;
  return {
    regions: told(world, 'region', regionIds, withDetails ? toRegion : toBareRegion),
    locations: withDetails
      ? told(world, 'location', locationIds, (id, location) => toLocation(id, location, moodOf(id)))
      : [],
    moods: withDetails ? [] : told(world, 'mood', locationIds, (id, mood) => toMood(id, mood)),
    entities: told(world, 'entity', entityIds, withDetails ? toEntity : toBareEntity),
    facts: told(world, 'fact', factKeys, toFact),
  };
}

/** Those of the ids that are there. */
function told<K extends Kind, Message>(
  world: WorldView,
  kind: K,
  ids: readonly string[],
  toMessage: (id: string, thing: Versioned<Things[K]>) => Message,
): Message[] {
  return ids.flatMap((id) => {
    const thing = world.get(kind, id);
    return thing === undefined ? [] : [toMessage(id, thing)];
  });
}
