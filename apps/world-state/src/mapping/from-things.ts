import { Struct } from '@bodybroker/contracts-common';
import type {
  Entity as EntityMessage,
  Location as LocationMessage,
  Region as RegionMessage,
} from '@bodybroker/contracts-world-state';
import type { Entity, Location, Region } from '../domain/things.js';

export function fromRegion({ name, description, guarded, tags }: RegionMessage): Region {
  return { name, description, isGuarded: guarded, tags };
}

export function fromLocation(message: LocationMessage): Location {
  const { regionId, name, description, exits, tags, baseDread, capacity } = message;
  return {
    regionId,
    name,
    description,
    exits: exits.map(({ to, travelGms, condition, lockedText }) => ({
      to,
      travelGms: Number(travelGms),
      condition,
      lockedText,
    })),
    tags,
    baseDread,
    capacity,
  };
}

export function fromEntity({ kind, name, locationId, attributes }: EntityMessage): Omit<Entity, 'arrivedGms'> {
  const json = attributes === undefined ? {} : (Struct.toJson(attributes) as Entity['attributes']);
  return { kind, name, locationId, attributes: json };
}
