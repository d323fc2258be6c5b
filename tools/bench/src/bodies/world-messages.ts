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

/** One ward with all that is in it, as a client gets it on entering. */
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

/** What a wandering entity is told of with each of its moves. */
export function movesIn(snapshot: WorldSnapshot): readonly WorldChange[] {
  const [region] = snapshot.regions;
  return snapshot.entities.map((entity, index) =>
    WorldChange.create({
      revision: EARLIEST_CHANGE + BigInt(index),
      regionIds: region === undefined ? [] : [region.id],
      change: { oneofKind: 'entity', entity },
    }),
  );
}

/** What an hour of the game changes of every place by itself. */
export function moodsIn(snapshot: WorldSnapshot): readonly WorldChange[] {
  return snapshot.locations.map(({ id, regionId, dread, controllingFaction }) =>
    WorldChange.create({
      revision: REVISION,
      regionIds: [regionId],
      change: { oneofKind: 'mood', mood: { locationId: id, dread: dread - 2, controllingFaction, version: 4n } },
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
