import { DAY_GMS, HOUR_GMS, dayNumberOf } from './calendar.js';

/** When each phase of the day begins, by the hour. The night before 03:00 is the night that began the day before. */
export const PHASE_STARTS = [
  { phase: 'WITCHING', hour: 3 },
  { phase: 'DAWN', hour: 5 },
  { phase: 'DAY', hour: 7 },
  { phase: 'DUSK', hour: 18 },
  { phase: 'NIGHT', hour: 20 },
] as const;

export type DayPhase = (typeof PHASE_STARTS)[number]['phase'];

/** The phase a moment is in. */
export function phaseOf(gms: number): DayPhase {
  const hour = (gms % DAY_GMS) / HOUR_GMS;
  return PHASE_STARTS.findLast((start) => start.hour <= hour)?.phase ?? 'NIGHT';
}

/** Phases begun since gms 0: differs between two moments if, and only if, a phase began between them. */
export function phaseNumberOf(gms: number): number {
  const hour = (gms % DAY_GMS) / HOUR_GMS;
  return dayNumberOf(gms) * PHASE_STARTS.length + PHASE_STARTS.filter((start) => start.hour <= hour).length;
}

/** When a phase begins next, after `gms`; any phase if none is named. */
export function nextPhaseStart(gms: number, phase?: DayPhase): number {
  const midnight = dayNumberOf(gms) * DAY_GMS;
  const starts = PHASE_STARTS.filter((start) => phase === undefined || start.phase === phase);
  const ofTwoDays = [midnight, midnight + DAY_GMS].flatMap((day) => starts.map((start) => day + start.hour * HOUR_GMS));
  return Math.min(...ofTwoDays.filter((start) => start > gms));
}
