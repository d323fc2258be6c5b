import { invalidArgument } from '@bodybroker/domain';
import type { Entity, Exit, FactValue, Json, Location, Region } from '../domain/things.js';
import type { WorldFile } from '../domain/world-file.js';

type Fields = Readonly<Record<string, unknown>>;

const ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
const MINUTE_GMS = 60_000;

/**
 * Reads a world from parsed JSON: `regions`, `locations`, `entities` and `facts`, each by id, and `roads`, ways that lead both ways. Times are game minutes.
 * @throws DomainError INVALID_ARGUMENT BAD_WORLD {path, rule}
 */
export function readWorldFile(json: unknown): WorldFile {
  const root = record(json, '$');
  const locations = each(root, 'locations', readLocation);
  for (const [index, road] of list(root, '$', 'roads').entries())
    addRoad(locations, record(road, `$.roads[${index}]`), `$.roads[${index}]`);
  return {
    regions: each(root, 'regions', readRegion),
    locations,
    entities: each(root, 'entities', readEntity),
    facts: each(root, 'facts', readFact),
  };
}

function readRegion(fields: Fields, path: string): Region {
  return {
    name: text(fields, path, 'name'),
    description: text(fields, path, 'description'),
    isGuarded: fields['guarded'] === true,
    tags: ids(fields, path, 'tags'),
  };
}

type FiledLocation = Omit<Location, 'exits'> & { exits: Exit[]; readonly faction: string };

function readLocation(fields: Fields, path: string): FiledLocation {
  return {
    regionId: id(fields, path, 'region'),
    name: text(fields, path, 'name'),
    description: text(fields, path, 'description'),
    exits: [],
    tags: ids(fields, path, 'tags'),
    baseDread: number(fields, path, 'dread', 100),
    capacity: number(fields, path, 'capacity', 100_000),
    faction: fields['faction'] === undefined ? '' : id(fields, path, 'faction'),
  };
}

/** A road has an exit at both ends. Its lock, if any, is on the way from `between[0]`: whoever is inside gets out. */
function addRoad(locations: Readonly<Record<string, FiledLocation>>, road: Fields, path: string): void {
  const [from, to] = ids(road, path, 'between');
  const here = from === undefined ? undefined : locations[from];
  const there = to === undefined ? undefined : locations[to];
  if (from === undefined || to === undefined || here === undefined || there === undefined) {
    throw bad(`${path}.between`, 'names two locations of this file');
  }
  const travelGms = number(road, path, 'minutes', 1440) * MINUTE_GMS;
  const condition = optionalText(road, path, 'lock');
  here.exits.push({ to, travelGms, condition, lockedText: optionalText(road, path, 'lockedText') });
  there.exits.push({ to: from, travelGms, condition: '', lockedText: '' });
}

function readEntity(fields: Fields, path: string): Omit<Entity, 'arrivedGms'> {
  return {
    kind: id(fields, path, 'kind'),
    name: text(fields, path, 'name'),
    locationId: id(fields, path, 'location'),
    attributes: (fields['attributes'] === undefined
      ? {}
      : record(fields['attributes'], `${path}.attributes`)) as Record<string, Json>,
  };
}

function readFact(fields: Fields, path: string): FactValue {
  const { type, value } = fields;
  if (type === 'bool' && typeof value === 'boolean') return { type, value };
  if (type === 'int' && typeof value === 'number' && Number.isSafeInteger(value)) return { type, value: String(value) };
  if (type === 'double' && typeof value === 'number') return { type, value };
  if (type === 'string' && typeof value === 'string') return { type, value };
  throw bad(path, 'is {type: bool, int, double or string, value: one of that type}');
}

function each<T>(root: Fields, name: string, read: (fields: Fields, path: string) => T): Record<string, T> {
  const entries = Object.entries(root[name] === undefined ? {} : record(root[name], `$.${name}`));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const path = `$.${name}.${key}`;
      if (!ID.test(key)) throw bad(path, `has a key that is no id (${ID.source})`);
      return [key, read(record(value, path), path)];
    }),
  );
}

function record(value: unknown, path: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw bad(path, 'is an object');
}

function list(fields: Fields, path: string, name: string): readonly unknown[] {
  const value = fields[name] ?? [];
  if (Array.isArray(value)) return value;
  throw bad(`${path}.${name}`, 'is a list');
}

function ids(fields: Fields, path: string, name: string): readonly string[] {
  return list(fields, path, name).map((value, index) => {
    if (typeof value === 'string' && ID.test(value)) return value;
    throw bad(`${path}.${name}[${index}]`, `is an id (${ID.source})`);
  });
}

function id(fields: Fields, path: string, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && ID.test(value)) return value;
  throw bad(`${path}.${name}`, `is an id (${ID.source})`);
}

function text(fields: Fields, path: string, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw bad(`${path}.${name}`, 'is a text');
}

function optionalText(fields: Fields, path: string, name: string): string {
  return fields[name] === undefined ? '' : text(fields, path, name);
}

function number(fields: Fields, path: string, name: string, max: number): number {
  const value = fields[name];
  if (typeof value === 'number' && value >= 0 && value <= max) return value;
  throw bad(`${path}.${name}`, `is a number from 0 to ${max}`);
}

function bad(path: string, rule: string): Error {
  return invalidArgument('world', `${path} ${rule}, which it is not`, 'BAD_WORLD', { path, rule });
}
