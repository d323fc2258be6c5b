import { Struct } from '@bodybroker/contracts-common';
import type {
  Entity as EntityMessage,
  Fact as FactMessage,
  Location as LocationMessage,
  LocationMood,
  Region as RegionMessage,
} from '@bodybroker/contracts-world-state';
import type { Entity, Fact, Location, Mood, Region, Versioned } from '../domain/things.js';
import { toFactValue } from './fact-value.js';

export function toRegion(id: string, { value, version }: Versioned<Region>): RegionMessage {
  const { name, description, isGuarded, tags } = value;
  return { id, name, description, guarded: isGuarded, tags: [...tags], version };
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

export function toMood(locationId: string, { value, version }: Versioned<Mood>): LocationMood {
  return { locationId, dread: value.dread, controllingFaction: value.faction, version };
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

export function toFact(key: string, { value, version }: Versioned<Fact>): FactMessage {
  return {
    key,
    value: toFactValue(value.value),
    version,
    ...(value.expiresGms !== undefined && { expiresGms: BigInt(value.expiresGms) }),
  };
}
