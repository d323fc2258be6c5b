import {
  PartHarvested,
  PartPreserved,
  PartSpoiled,
  PartTransferred,
  PreserveMethod,
  SourceKind,
} from '@bodybroker/contracts-body-broker-integration';
import { createEvent, type EventFacts } from '@bodybroker/nats-sdk';
import type { Entity, OutboxEvent } from '@bodybroker/storage';
import type { Part, Provenance } from '../domain/part.js';
import type { PreserveMethod as PreserveMethodName } from '../domain/preserve-method.js';
import { toGrade } from '../mapping/grade-message.js';
import { brokerFacts } from './broker-facts.js';

/** A part and the moment it is told of. */
export interface PartMoment {
  readonly part: Entity<Part>;
  readonly freshness: number;
  readonly gms: number;
  readonly nowMs: number;
}

/** Tells that a part was taken from a body. */
export function partHarvested(
  moment: PartMoment,
  provenance: Extract<Provenance, { kind: 'harvest' }>,
  heat: number,
): OutboxEvent {
  const { part, freshness } = moment;
  const { sourceId, sourceKind, locationId, tool, skill } = provenance;
  const payload = {
    ...partFacts(moment),
    freshness,
    traits: [...part.value.traits],
    sourceId,
    sourceKind: SourceKind[sourceKind],
    locationId,
    regionId: part.value.regionId,
    tool,
    skill,
    gms: BigInt(moment.gms),
    heat,
  };
  return createEvent(PartHarvested, payload, envelope(moment));
}

/** Tells that a part was put into something that keeps it. */
export function partPreserved(moment: PartMoment, method: PreserveMethodName): OutboxEvent {
  const { freshness, gms } = moment;
  const payload = { ...partFacts(moment), freshness, method: PreserveMethod[method], gms: BigInt(gms) };
  return createEvent(PartPreserved, payload, envelope(moment));
}

/** Tells that nobody pays for a part any more. */
export function partSpoiled(moment: PartMoment): OutboxEvent {
  const { freshness, gms } = moment;
  return createEvent(PartSpoiled, { ...partFacts(moment), freshness, gms: BigInt(gms) }, envelope(moment));
}

/** Tells that a part went to another owner. @param part as it is now */
export function partTransferred(part: Entity<Part>, fromOwner: string, reference: string, nowMs: number): OutboxEvent {
  const { playerId, worldId, owner } = part.value;
  const payload = { ...partFacts({ part }), fromOwner, toOwner: owner, reference };
  const occasion = { playerId, worldId, entityId: part.id, version: part.version, nowMs };
  return createEvent(PartTransferred, payload, brokerFacts(occasion));
}

function partFacts({ part }: { readonly part: Entity<Part> }) {
  const { playerId, worldId, partType, grade } = part.value;
  return { playerId, worldId, partId: part.id, partType, grade: toGrade(grade) };
}

function envelope({ part, gms, nowMs }: PartMoment): EventFacts {
  const { playerId, worldId } = part.value;
  return brokerFacts({ playerId, worldId, entityId: part.id, version: part.version, gms, nowMs });
}
