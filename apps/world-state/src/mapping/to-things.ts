import { Struct } from '@bodybroker/contracts-common';
import type {
  Entity as EntityMessage,
  EntityPosition,
  Fact as FactMessage,
  Location as LocationMessage,
  LocationMood,
  Region as RegionMessage,
} from '@bodybroker/contracts-world-state';
import type { Entity, Fact, Location, Mood, Region, Versioned } from '../domain/things.js';
import type { ToldPart } from '../domain/told-part.js';
import { toFactValue } from './fact-value.js';

export function toRegion(id: string, { value, version }: Versioned<Region>): RegionMessage {
  const { name, description, isGuarded, tags } = value;
  return { id, name, description, guarded: isGuarded, tags: [...tags], version };
}

/** Which region, without what it is like. */
export function toBareRegion(id: string, { version }: Versioned<Region>): RegionMessage {
  return { id, name: '', description: '', guarded: false, tags: [], version };
}

export function toLocation(
  id: string,
  { value, version }: Versioned<Location>,
  mood: Mood | undefined,
): LocationMessage {
  const { exits, tags, ...rest } = value;
  return {
    id,
    ...rest,
    exits: exits.map(({ travelGms, ...exit }) => ({ ...exit, travelGms: BigInt(travelGms) })),
    tags: [...tags],
    dread: mood?.dread ?? value.baseDread,
    controllingFaction: mood?.faction ?? '',
    version,
  };
}

/** @param part `dread`: who holds the place is left out */
export function toMood(locationId: string, { value, version }: Versioned<Mood>, part?: ToldPart): LocationMood {
  return {
    locationId,
    dreadHundredths: Math.round(value.dread * 100),
    ...(part !== 'dread' && { controllingFaction: value.faction }),
    version,
  };
}

export function toPosition(entityId: string, { value, version }: Versioned<Entity>): EntityPosition {
  return { entityId, locationId: value.locationId, arrivedGms: BigInt(value.arrivedGms), version };
}

export function toEntity(id: string, { value, version }: Versioned<Entity>): EntityMessage {
  const { kind, name, locationId, attributes, arrivedGms } = value;
  return {
    id,
    kind,
    name,
    locationId,
    attributes: Struct.fromJson(attributes as Parameters<typeof Struct.fromJson>[0]),
    arrivedGms: BigInt(arrivedGms),
    version,
  };
}

/** Which entity and where, without what it is like. */
export function toBareEntity(id: string, { value, version }: Versioned<Entity>): EntityMessage {
  const { kind, locationId, arrivedGms } = value;
  return { id, kind, name: '', locationId, arrivedGms: BigInt(arrivedGms), version };
}

export function toFact(key: string, { value, version }: Versioned<Fact>): FactMessage {
  return {
    key,
    value: toFactValue(value.value),
    version,
    ...(value.expiresGms !== undefined && { expiresGms: BigInt(value.expiresGms) }),
  };
}
