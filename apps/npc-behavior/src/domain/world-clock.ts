import { FIRST_GMS, HOUR_GMS, hourStart } from './game-time.js';

/** What is known of a world's clock, from its events. */
export interface WorldClock {
  /** The last moment that was told of. */
  readonly gms: number;
  /** When that was: Unix ms. */
  readonly atMs: number;
  /** Game milliseconds in one real millisecond; 0 while paused. */
  readonly scale: number;
  /** Everybody has lived until here. */
  readonly livedGms: number;
}

/** time-manager's usual scale: a day takes 24 minutes. */
const USUAL_SCALE = 60;

/** A clock nobody has heard of yet. */
export const UNHEARD: WorldClock = { gms: FIRST_GMS, atMs: 0, scale: USUAL_SCALE, livedGms: FIRST_GMS };

/**
 * About what time it is. Between two tellings it is reckoned from the scale, never past the hour that has not been told, and
 * never back.
 */
export function gmsNow(clock: WorldClock, nowMs: number): number {
  if (clock.atMs === 0) return clock.gms;
  const reckoned = clock.gms + Math.max(0, nowMs - clock.atMs) * clock.scale;
  return Math.floor(Math.min(reckoned, hourStart(clock.gms) + HOUR_GMS - 1));
}

/** The clock after a telling; one of an earlier time changes nothing. */
export function hear(
  clock: WorldClock,
  told: { readonly gms: number; readonly atMs: number; readonly scale?: number },
): WorldClock {
  if (told.gms < clock.gms) return clock;
  return { ...clock, gms: told.gms, atMs: told.atMs, scale: told.scale ?? clock.scale };
}
