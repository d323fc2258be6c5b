import { DAY_GMS, HOUR_GMS, MINUTE_GMS } from './calendar.js';
import { nextPhaseStart, phaseNumberOf } from './day-phase.js';
import { readClock, type WorldClock } from './world-clock.js';

/** How game time is cut into parts that somebody watches go by. */
export interface WatchInterval {
  /** The number of the part a moment is in; it never falls as time goes on. */
  numberOf(gms: number): number;
  /** When the next part begins, after `gms`. */
  nextStart(gms: number): number;
}

export type WatchIntervalName = 'MINUTE' | 'HOUR' | 'PHASE' | 'DAY';

export const WATCH_INTERVALS: Readonly<Record<WatchIntervalName, WatchInterval>> = {
  MINUTE: every(MINUTE_GMS),
  HOUR: every(HOUR_GMS),
  PHASE: { numberOf: phaseNumberOf, nextStart: (gms) => nextPhaseStart(gms) },
  DAY: every(DAY_GMS),
};

/** Frames are no closer than this, in real milliseconds, however fast the clock runs. */
export const MIN_LOOK_MS = 250;
/** A clock that is set anew is noticed after this long at most. */
export const MAX_LOOK_MS = 1000;

/** How long to wait before looking at a clock again: until the next part begins, or it may have been set anew. */
export function msUntilNextLook(interval: WatchInterval, clock: WorldClock, nowMs: number): number {
  if (clock.motion.state === 'paused') return MAX_LOOK_MS;
  const gms = readClock(clock, nowMs);
  const untilNextMs = Math.ceil((interval.nextStart(gms) - gms) / clock.scale);
  return Math.min(Math.max(untilNextMs, MIN_LOOK_MS), MAX_LOOK_MS);
}

function every(lengthGms: number): WatchInterval {
  return {
    numberOf: (gms) => Math.floor(gms / lengthGms),
    nextStart: (gms) => (Math.floor(gms / lengthGms) + 1) * lengthGms,
  };
}
