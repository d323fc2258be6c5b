import {
  ClueDiscovered,
  IncidentSolved,
  PropInspectedEvent,
  SceneEntered,
  TraceKind,
  TraceLeft,
} from '@bodybroker/contracts-environmental-narrative';
import { hourAt } from '@bodybroker/domain';
import { createEvent, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { Deduction } from '../domain/deduce.js';
import type { Incident } from '../domain/incident.js';
import type { Clue, Prop, Scene } from '../domain/scene.js';
import type { Trace } from '../domain/trace.js';
import type { Reader } from '../storage/casebooks.js';
import type { Spot } from '../storage/traces.js';

/** A scene and its id. */
export interface NamedScene {
  readonly id: string;
  readonly value: Scene;
}

/** When something happened: by the game clock, and Unix ms. */
export interface Hour {
  readonly gms: number;
  readonly nowMs: number;
}

export function sceneEntered(reader: Reader, { id, value }: NamedScene, isNew: boolean, hour: Hour): OutboxEvent {
  const { locationId, title } = value;
  const payload = { ...reader, sceneId: id, locationId, title, new: isNew, gms: BigInt(hour.gms) };
  return createEvent(SceneEntered, payload, factsOf(reader, id, hour, `entered:${hourAt(hour.gms)}`));
}

export function propInspected(reader: Reader, { id, value }: NamedScene, prop: Prop, hour: Hour): OutboxEvent {
  const payload = {
    ...reader,
    sceneId: id,
    propId: prop.id,
    propName: prop.name,
    locationId: value.locationId,
    clueId: prop.clueId,
    languageId: prop.inscription?.languageId ?? '',
    inscriptionEnglish: prop.inscription?.english ?? '',
    gms: BigInt(hour.gms),
  };
  return createEvent(PropInspectedEvent, payload, factsOf(reader, id, hour, `inspected:${prop.id}`));
}

/** @param propId empty: it came some other way */
export function clueDiscovered(
  reader: Reader,
  { id, value }: NamedScene,
  clue: Clue,
  propId: string,
  hour: Hour,
): OutboxEvent {
  const { incidentId, locationId } = value;
  const payload = {
    ...reader,
    clueId: clue.id,
    sceneId: id,
    propId,
    incidentId,
    locationId,
    title: clue.title,
    gms: BigInt(hour.gms),
  };
  return createEvent(ClueDiscovered, payload, factsOf(reader, clue.id, hour, 'discovered'));
}

export function incidentSolved(
  reader: Reader,
  incidentId: string,
  { title }: Incident,
  { score, attempts }: Pick<Deduction, 'score' | 'attempts'>,
  hour: Hour,
): OutboxEvent {
  const payload = { ...reader, incidentId, title, score, attempts, gms: BigInt(hour.gms) };
  return createEvent(IncidentSolved, payload, factsOf(reader, incidentId, hour, 'solved'));
}

/** Told under nobody's name, whoever left it. */
export function traceLeft({ worldId, locationId }: Spot, trace: Trace, nowMs: number): OutboxEvent {
  const { id: traceId, kind, strength, by, leftGms } = trace;
  const gms = BigInt(leftGms);
  return createEvent(
    TraceLeft,
    { worldId, traceId, locationId, kind: TraceKind[kind], strength, by, gms },
    {
      source: 'environmental-narrative',
      clock: { now: () => nowMs },
      eventId: `environmental-narrative:${worldId}:trace:${traceId}:${leftGms}`,
      entityId: locationId,
      gameTimeGms: gms,
    },
  );
}

/** Each happens once to a player, so player, thing and kind name it. */
function factsOf({ worldId, playerId }: Reader, entityId: string, { gms, nowMs }: Hour, what: string): EventFacts {
  return {
    source: 'environmental-narrative',
    clock: { now: () => nowMs },
    eventId: `environmental-narrative:${worldId}:${playerId}:${entityId}:${what}`,
    entityId,
    playerId,
    gameTimeGms: BigInt(gms),
  };
}
