import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { YEAR_GMS, hourNumberOf } from './calendar.js';

/** Game milliseconds in one real millisecond. */
export const DEFAULT_SCALE = 60;
export const MIN_SCALE = 0.1;
export const MAX_SCALE = 3600;
/** The longest jump: one game year. */
export const MAX_ADVANCE_GMS = YEAR_GMS;

export type Motion =
  | { readonly state: 'running' }
  | {
      readonly state: 'paused';
      /** For people; may be empty. */
      readonly reason: string;
    };

/**
 * A world's clock: at `anchorRealMs` it stood at `anchorGms`, and since then it has run at `scale` or stood still.
 * Each change makes a new clock anchored at the moment of the change, so that time is continuous across it.
 */
export interface WorldClock {
  readonly anchorGms: number;
  /** Unix milliseconds. */
  readonly anchorRealMs: number;
  readonly scale: number;
  readonly motion: Motion;
}

/** Answers the scale. @throws DomainError INVALID_ARGUMENT when it is not between 0.1 and 3600 */
export function checkScale(scale: number): number {
  if (scale >= MIN_SCALE && scale <= MAX_SCALE) return scale;
  throw invalidArgument('scale', `must be between ${MIN_SCALE} and ${MAX_SCALE}`);
}

/** A clock that starts to run now. */
export function startClock(gms: number, nowMs: number, scale: number = DEFAULT_SCALE): WorldClock {
  return { anchorGms: gms, anchorRealMs: nowMs, scale, motion: { state: 'running' } };
}

/** What the clock shows at a real moment: whole game milliseconds. */
export function readClock(clock: WorldClock, nowMs: number): number {
  if (clock.motion.state === 'paused') return clock.anchorGms;
  // Another machine's time may be behind the one that set the anchor; game time must not go back for that.
  const elapsedMs = Math.max(0, nowMs - clock.anchorRealMs);
  return clock.anchorGms + Math.floor(elapsedMs * clock.scale);
}

/** @throws DomainError INVALID_ARGUMENT when the scale is not between 0.1 and 3600 */
export function setScale(clock: WorldClock, scale: number, nowMs: number): WorldClock {
  return { ...reanchor(clock, nowMs), scale: checkScale(scale) };
}

/** A paused clock stays as it is, with its first reason. */
export function pauseClock(clock: WorldClock, reason: string, nowMs: number): WorldClock {
  if (clock.motion.state === 'paused') return clock;
  return { ...reanchor(clock, nowMs), motion: { state: 'paused', reason } };
}

/** @throws DomainError FAILED_PRECONDITION NOT_PAUSED */
export function resumeClock(clock: WorldClock, nowMs: number): WorldClock {
  if (clock.motion.state === 'running') throw failedPrecondition('NOT_PAUSED', 'the clock is not paused');
  return { ...reanchor(clock, nowMs), motion: { state: 'running' } };
}

/** What a jump did to a clock. */
export interface Advance {
  readonly clock: WorldClock;
  /** Full hours the jump went over. */
  readonly hoursCrossed: number;
}

/**
 * Moves the clock forward to a moment, paused or not.
 * @throws DomainError INVALID_ARGUMENT TIME_REVERSED when the moment is past, ADVANCE_TOO_FAR when over a year away
 */
export function advanceClock(clock: WorldClock, toGms: number, nowMs: number): Advance {
  const anchored = reanchor(clock, nowMs);
  const byGms = toGms - anchored.anchorGms;
  if (byGms < 0) throw invalidArgument('to', 'must not be before the present game time', 'TIME_REVERSED');
  if (byGms > MAX_ADVANCE_GMS) throw invalidArgument('to', 'must be within one game year', 'ADVANCE_TOO_FAR');
  return {
    clock: { ...anchored, anchorGms: toGms },
    hoursCrossed: hourNumberOf(toGms) - hourNumberOf(anchored.anchorGms),
  };
}

/** When the clock will show (or showed) a game time, if it runs on as it does: Unix ms. Undefined when it stands elsewhere. */
export function realMsOf(clock: WorldClock, gms: number, nowMs: number): number | undefined {
  if (clock.motion.state === 'paused') return gms === clock.anchorGms ? nowMs : undefined;
  return Math.ceil(clock.anchorRealMs + (gms - clock.anchorGms) / clock.scale);
}

/** What the clock shows (or showed) at a real moment, if it runs as it does now; not before gms 0. */
export function gmsAt(clock: WorldClock, realMs: number): number {
  if (clock.motion.state === 'paused') return clock.anchorGms;
  return Math.max(0, clock.anchorGms + Math.floor((realMs - clock.anchorRealMs) * clock.scale));
}

function reanchor(clock: WorldClock, nowMs: number): WorldClock {
  return { ...clock, anchorGms: readClock(clock, nowMs), anchorRealMs: Math.max(nowMs, clock.anchorRealMs) };
}
