import { isDomainError } from '@bodybroker/domain';
import type { Entity, Fence } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { crossingsBetween } from '../domain/crossing.js';
import { LATE_AFTER_MS, runsUntil } from '../domain/due-runs.js';
import type { ScheduledEvent } from '../domain/scheduled-event.js';
import { readClock } from '../domain/world-clock.js';
import { crossingTold } from '../publishers/crossing-told.js';
import { scheduledFired } from '../publishers/scheduled-fired.js';

/** Scheduled events looked at in one tick, and runs of one event fired in it. */
const MAX_DUE = 100;
const MAX_RUNS = 100;

/**
 * Brings a world up to its present game time: publishes what has begun since the last tick and fires what is due.
 * @param fence the leader's lease; what a former leader would still write is refused with LEASE_LOST
 */
export async function tick(deps: Deps, worldId: string, fence: Fence): Promise<void> {
  const { clocks, toldTime, schedule, clock } = deps;
  const nowMs = clock.now();
  const { value: worldClock } = await clocks.read(worldId);
  const gms = readClock(worldClock, nowMs);

  await toldTime.moveTo(worldId, gms, (toldGms) => {
    const crossings = crossingsBetween(toldGms, gms);
    if (crossings.length === 0) return undefined;
    return { events: crossings.map((crossing) => crossingTold(worldId, crossing, nowMs)), fences: [fence] };
  });

  const onTimeGms = gms - LATE_AFTER_MS * worldClock.scale;
  for (const due of await schedule.due(worldId, gms, MAX_DUE)) {
    const { runs, next } = runsUntil(due.value, gms, onTimeGms, MAX_RUNS);
    const events = runs.map((run) => scheduledFired(worldId, due, run, nowMs));
    await unlessChanged(replaceDue(deps, worldId, due, next, { events, fences: [fence] }));
  }
}

async function replaceDue(
  { schedule }: Deps,
  worldId: string,
  due: Entity<ScheduledEvent>,
  next: ScheduledEvent | undefined,
  alongside: Parameters<Deps['schedule']['put']>[3],
): Promise<void> {
  if (next === undefined) await schedule.remove(worldId, due.value.id, due.version, alongside);
  else await schedule.put(worldId, next, due.version, alongside);
}

/** An event that was replaced or cancelled since it was read is left to the next tick. */
async function unlessChanged(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const hasChanged = isDomainError(error) && (error.code === 'VERSION_CONFLICT' || error.code === 'NOT_FOUND');
    if (!hasChanged) throw error;
  }
}
