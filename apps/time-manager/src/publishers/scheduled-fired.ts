import { ScheduledFired } from '@bodybroker/contracts-time-manager';
import { createEvent } from '@bodybroker/nats-sdk';
import type { Entity, OutboxEvent } from '@bodybroker/storage';
import type { Run } from '../domain/due-runs.js';
import type { ScheduledEvent } from '../domain/scheduled-event.js';
import { worldFacts } from './world-facts.js';

/** Tells that a scheduled event's time has come. */
export function scheduledFired(
  worldId: string,
  { value: event, version }: Entity<ScheduledEvent>,
  run: Run,
  nowMs: number,
): OutboxEvent {
  const payload: ScheduledFired = {
    worldId,
    id: event.id,
    type: event.type,
    payload: event.payload,
    dueGms: BigInt(run.dueGms),
    run: run.number,
    late: run.late,
  };
  const occasion = {
    worldId,
    // Version and run: a replaced event counts its runs anew, and one version can have several missed runs.
    eventId: `time:${worldId}:scheduled:${event.id}:${version}:${run.number}`,
    entityId: event.id,
    gms: run.dueGms,
    nowMs,
    playerId: event.playerId,
  };
  return createEvent(ScheduledFired, payload, worldFacts(occasion));
}
