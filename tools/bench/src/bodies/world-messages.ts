import { DayPhase, Season } from '@bodybroker/contracts-time-manager';
import { WeatherState } from '@bodybroker/contracts-weather-manager';
import { WorldChange, WorldChanges, WorldSnapshot } from '@bodybroker/contracts-world-state';
import { fromJsonObject } from '@bodybroker/service-kit';

/** What is read of a world file. */
export interface WorldContent {
  readonly regions: Readonly<Record<string, { name: string; description: string; guarded: boolean; tags: string[] }>>;
  readonly locations: Readonly<Record<string, LocationContent>>;
  readonly roads: readonly { readonly between: readonly [string, string]; readonly minutes: number }[];
  readonly entities: Readonly<Record<string, EntityContent>>;
  readonly facts: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
}

interface LocationContent {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly dread: number;
  readonly capacity: number;
  readonly tags: string[];
  readonly faction?: string;
}

interface EntityContent {
  readonly kind: string;
  readonly name: string;
  readonly location: string;
  readonly attributes?: Parameters<typeof fromJsonObject>[0];
}

const MINUTE_GMS = 60_000n;
const GMS = 1_234_567_890n;
const REVISION = 91_827n;
const EARLIEST_CHANGE = REVISION - 40n;
const HOURLY_DREAD = 2;

/** One ward with all that is in it and what it is like, as a client gets it on coming there for the first time. */
export function snapshotOf(world: WorldContent, regionId: string): WorldSnapshot {
  const region = world.regions[regionId];
  if (region === undefined) throw new Error(`the world has no region ${regionId}`);
  const places = Object.entries(world.locations).filter(([, location]) => location.region === regionId);
  const isHere = new Set(places.map(([id]) => id));
  return WorldSnapshot.create({
    worldId: 'main',
    revision: REVISION,
    clock: { gms: GMS, dayNumber: 14n, hour: 6, phase: DayPhase.DAWN, season: Season.AUTUMN },
    regions: [{ id: regionId, ...region, version: 1n }],
    locations: places.map(([id, { region: _, faction = '', dread, ...location }]) => ({
      ...location,
      id,
      regionId,
      dread,
      baseDread: dread,
      controllingFaction: faction,
      exits: exitsOf(world, id),
      version: 3n,
    })),
    entities: Object.entries(world.entities)
      .filter(([, { location }]) => isHere.has(location))
      .map(([id, { location, attributes = {}, ...entity }]) => ({
        ...entity,
        id,
        locationId: location,
        attributes: fromJsonObject(attributes),
        arrivedGms: GMS - MINUTE_GMS,
        version: 7n,
      })),
    facts: Object.entries(world.facts).map(([key, fact]) => ({ key, value: factValue(fact), version: 1n })),
    weather: [{ regionId, state: WeatherState.FOG, intensity: 0.6, sinceGms: GMS - 30n * MINUTE_GMS }],
  });
}

/** The same for a client that knows what it is like: one that comes back, or lost its stream. */
export function withoutDetails(snapshot: WorldSnapshot): WorldSnapshot {
  return WorldSnapshot.create({
    ...snapshot,
    regions: snapshot.regions.map(({ id, version }) => ({ id, version })),
    locations: [],
    moods: snapshot.locations.map(({ id, dread, controllingFaction }) => ({
      locationId: id,
      dreadHundredths: dread * 100,
      controllingFaction,
      version: 3n,
    })),
    entities: snapshot.entities.map(({ id, kind, locationId, arrivedGms, version }) => ({
      id,
      kind,
      locationId,
      arrivedGms,
      version,
    })),
  });
}

/** What is told of everybody's way from one place of the ward to another. */
export function movesIn(snapshot: WorldSnapshot): readonly WorldChange[] {
  return snapshot.entities.map(({ id: entityId, locationId, arrivedGms, version }, index) =>
    WorldChange.create({
      revision: EARLIEST_CHANGE + BigInt(index),
      change: { oneofKind: 'entityMoved', entityMoved: { entityId, locationId, arrivedGms, version } },
    }),
  );
}

/** What is told of those who come from another ward. */
export function arrivalsIn(snapshot: WorldSnapshot): readonly WorldChange[] {
  return snapshot.entities.map((entity, index) =>
    WorldChange.create({
      revision: EARLIEST_CHANGE + BigInt(index),
      change: { oneofKind: 'entity', entity },
    }),
  );
}

/** What an hour of the game changes of every place by itself. */
export function moodsIn(snapshot: WorldSnapshot): readonly WorldChange[] {
  return snapshot.locations.map(({ id, dread }) =>
    WorldChange.create({
      revision: REVISION,
      change: {
        oneofKind: 'mood',
        mood: { locationId: id, dreadHundredths: (dread - HOURLY_DREAD) * 100, version: 4n },
      },
    }),
  );
}

export function changesOf(changes: readonly WorldChange[]): WorldChanges {
  return WorldChanges.create({ changes: [...changes], revision: REVISION });
}

function exitsOf({ roads }: WorldContent, from: string) {
  return roads
    .filter(({ between }) => between.includes(from))
    .map(({ between, minutes }) => ({
      to: between[0] === from ? between[1] : between[0],
      travelGms: BigInt(minutes) * MINUTE_GMS,
      condition: '',
      lockedText: '',
    }));
}

function factValue({ type, value }: { readonly type: string; readonly value: unknown }) {
  switch (type) {
    case 'bool':
      return { value: { oneofKind: 'boolValue', boolValue: value === true } } as const;
    case 'int':
      return { value: { oneofKind: 'intValue', intValue: BigInt(Number(value)) } } as const;
    case 'double':
      return { value: { oneofKind: 'doubleValue', doubleValue: Number(value) } } as const;
    default:
      return { value: { oneofKind: 'stringValue', stringValue: String(value) } } as const;
  }
}
