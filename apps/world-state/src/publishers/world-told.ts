import { FactChanged, LocationEntered, WorldChanged } from '@bodybroker/contracts-world-state';
import { createEvent, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { keyOf, type NumberedWrite } from '../domain/write.js';
import { toFactValue } from '../mapping/fact-value.js';
import type { Revision } from '../storage/revision-commit.js';

/** Keys one event names at most. */
const MAX_KEYS = 100;

type FactWrite = Extract<NumberedWrite, { kind: 'fact' }>;
type EntityWrite = Extract<NumberedWrite, { kind: 'entity' }>;

/** Tells of a revision, of the facts that are others now, and of the players who came to another place. */
export function worldTold(
  news: Revision,
  { startLocationId, nowMs }: { readonly startLocationId: string; readonly nowMs: number },
): readonly OutboxEvent[] {
  const { worldId, revision, writes, gms } = news;
  const facts = (entityId: string, eventId: string): EventFacts => ({
    source: 'world-state',
    clock: { now: () => nowMs },
    eventId: `world-state:${worldId}:${revision}:${eventId}`,
    entityId,
    entityVersion: revision,
    gameTimeGms: BigInt(gms),
  });
  const changed = { worldId, revision, keys: writes.slice(0, MAX_KEYS).map(keyOf) };
  return [
    createEvent(WorldChanged, changed, facts(worldId, 'changed')),
    ...writes
      .filter(isOtherFact)
      .map((write) => createEvent(FactChanged, factChanged(news, write), facts(write.id, `fact:${write.id}`))),
    ...writes.filter(hasArrived(startLocationId)).map((write) =>
      createEvent(LocationEntered, locationEntered(news, write, startLocationId), {
        ...facts(write.id, `entered:${write.id}`),
        playerId: write.id,
      }),
    ),
  ];
}

function isOtherFact(write: NumberedWrite): write is FactWrite {
  return write.kind === 'fact' && write.before?.value.value !== write.value?.value.value;
}

function hasArrived(startLocationId: string) {
  return (write: NumberedWrite): write is EntityWrite =>
    write.kind === 'entity' &&
    write.value?.kind === 'player' &&
    write.value.locationId !== (write.before?.locationId ?? startLocationId);
}

function factChanged({ worldId, revision }: Revision, { id, before, value }: FactWrite): FactChanged {
  return {
    worldId,
    key: id,
    revision,
    ...(before !== undefined && { oldValue: toFactValue(before.value) }),
    ...(value !== undefined && { newValue: toFactValue(value.value) }),
  };
}

function locationEntered(
  { worldId, revision, world }: Revision,
  write: EntityWrite,
  startLocationId: string,
): LocationEntered {
  const locationId = write.value?.locationId ?? '';
  const location = world.get('location', locationId)?.value;
  return {
    worldId,
    entityId: write.id,
    locationId,
    regionId: location?.regionId ?? '',
    fromLocationId: write.before?.locationId ?? startLocationId,
    arrivedGms: BigInt(write.value?.arrivedGms ?? 0),
    dread: world.get('mood', locationId)?.value.dread ?? 0,
    locationTags: [...(location?.tags ?? [])],
    revision,
  };
}
