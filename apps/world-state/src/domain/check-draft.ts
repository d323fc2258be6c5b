import { DomainError, failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { MAX_ATTRIBUTES_BYTES, MAX_THINGS } from './limits.js';
import { KINDS, type Entity, type Location } from './things.js';
import type { WorldConditions } from './world-conditions.js';
import type { WorldDraft } from './world-draft.js';

/**
 * Refuses a draft that would leave the world in pieces: things that point at what is not there, places too full, too many things.
 * @throws DomainError INVALID_ARGUMENT DANGLING_REFERENCE, DUPLICATE_EXIT, ATTRIBUTES_TOO_LARGE, BAD_CONDITION; FAILED_PRECONDITION
 *   LOCATION_FULL; RESOURCE_EXHAUSTED WORLD_FULL
 */
export function checkDraft(draft: WorldDraft, conditions: WorldConditions): void {
  const arrivals = new Set<string>();
  for (const write of draft.writes) {
    if (write.value === undefined) continue;
    if (write.kind === 'location') checkLocation(draft, write.id, write.value, conditions);
    if (write.kind !== 'entity') continue;
    checkEntity(draft, write.id, write.value, write.before);
    if (write.before?.locationId !== write.value.locationId) arrivals.add(write.value.locationId);
  }
  for (const locationId of arrivals) checkCapacity(draft, locationId);
  for (const kind of KINDS) {
    if (draft.count(kind) <= MAX_THINGS[kind]) continue;
    const rule = `a world has at most ${MAX_THINGS[kind]} of kind ${kind}`;
    throw new DomainError('RESOURCE_EXHAUSTED', 'WORLD_FULL', rule, { details: { kind }, retryable: false });
  }
}

function checkLocation(draft: WorldDraft, id: string, location: Location, conditions: WorldConditions): void {
  if (draft.get('region', location.regionId) === undefined)
    throw dangling(`location ${id}`, 'region', location.regionId);
  const targets = new Set<string>();
  for (const { to, condition } of location.exits) {
    if (draft.get('location', to) === undefined) throw dangling(`location ${id}`, 'location', to);
    if (targets.has(to)) throw invalidArgument('exits', `has two exits from ${id} to ${to}`, 'DUPLICATE_EXIT', { to });
    targets.add(to);
    if (condition !== '') conditions.check(condition);
  }
}

function checkEntity(draft: WorldDraft, id: string, entity: Entity, before: Entity | undefined): void {
  if (draft.get('location', entity.locationId) === undefined) {
    throw dangling(`entity ${id}`, 'location', entity.locationId);
  }
  if (entity.attributes === before?.attributes) return;
  const sizeBytes = Buffer.byteLength(JSON.stringify(entity.attributes));
  if (sizeBytes <= MAX_ATTRIBUTES_BYTES) return;
  const rule = `must not be larger than ${MAX_ATTRIBUTES_BYTES} bytes as JSON`;
  throw invalidArgument('entity.attributes', rule, 'ATTRIBUTES_TOO_LARGE', { size: String(sizeBytes) });
}

function checkCapacity(draft: WorldDraft, locationId: string): void {
  const capacity = draft.get('location', locationId)?.value.capacity ?? 0;
  if (capacity === 0) return;
  let present = 0;
  for (const _id of draft.entitiesAt(locationId)) present += 1;
  if (present <= capacity) return;
  const facts = { location_id: locationId, capacity: String(capacity) };
  throw failedPrecondition('LOCATION_FULL', `${locationId} is full`, facts);
}

function dangling(what: string, kind: string, id: string): Error {
  return invalidArgument(kind, `${what} points at ${kind} ${id}, which does not exist`, 'DANGLING_REFERENCE', { id });
}
