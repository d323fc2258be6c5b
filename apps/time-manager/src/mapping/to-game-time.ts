import { DayPhase, type GameTime, Season } from '@bodybroker/contracts-time-manager';
import type { Entity } from '@bodybroker/storage';
import { dateOf, dayNumberOf, moonOf, seasonOf, weekdayOf } from '../domain/calendar.js';
import { phaseOf } from '../domain/day-phase.js';
import { readClock, type WorldClock } from '../domain/world-clock.js';

/** A world's clock as it stands at a real moment. */
export function toGameTime({ id, value: clock, version }: Entity<WorldClock>, nowMs: number): GameTime {
  const gms = readClock(clock, nowMs);
  const dayNumber = dayNumberOf(gms);
  return {
    worldId: id,
    gms: BigInt(gms),
    realMs: BigInt(nowMs),
    scale: clock.scale,
    paused: clock.motion.state === 'paused',
    pauseReason: clock.motion.state === 'paused' ? clock.motion.reason : '',
    ...dateOf(gms),
    weekday: weekdayOf(dayNumber),
    season: Season[seasonOf(gms)],
    phase: DayPhase[phaseOf(gms)],
    moon: moonOf(dayNumber),
    dayNumber: BigInt(dayNumber),
    version,
  };
}
