import { CatchUp, type ScheduledEvent } from '@bodybroker/contracts-time-manager';
import type { Entity } from '@bodybroker/storage';
import type { ScheduledEvent as Scheduled } from '../domain/scheduled-event.js';

/** A scheduled event as the contract says it. */
export function toScheduledEvent(worldId: string, { value: event, version }: Entity<Scheduled>): ScheduledEvent {
  return {
    worldId,
    id: event.id,
    nextGms: BigInt(event.nextGms),
    cron: event.timing.kind === 'cron' ? event.timing.rule : '',
    type: event.type,
    payload: event.payload,
    ...(event.playerId === undefined ? {} : { playerId: event.playerId }),
    ...(event.maxRuns === undefined ? {} : { maxRuns: event.maxRuns }),
    runs: event.runs,
    catchUp: CatchUp[event.catchUp],
    version,
  };
}
