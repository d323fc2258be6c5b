import { DAY_GMS, HOUR_GMS, seasonOf, type Season } from './calendar.js';
import { phaseOf, type DayPhase } from './day-phase.js';

/** Something of the calendar that begins at `gms`, or hours that were skipped up to it. */
export type Crossing =
  | { readonly kind: 'hour'; readonly gms: number }
  | { readonly kind: 'phase'; readonly gms: number; readonly from: DayPhase; readonly to: DayPhase }
  | { readonly kind: 'day'; readonly gms: number }
  | { readonly kind: 'season'; readonly gms: number; readonly from: Season; readonly to: Season }
  /** The hours that begin after `fromGms` and up to `gms` are not told one by one. */
  | { readonly kind: 'skipped'; readonly fromGms: number; readonly gms: number; readonly hours: number };

/** A jump over more hours than this is told in short. */
export const MAX_TOLD_HOURS = 240;
/** How many hours at the end of such a jump are told one by one all the same. */
export const TOLD_HOURS_AFTER_SKIP = 24;

/**
 * All that begins after `fromGms` and up to `toGms`, in order of time. Splitting the span at any moment gives the same
 * crossings, unless it is longer than {@link MAX_TOLD_HOURS}: then hours, days and phases before the last 24 hours become one
 * `skipped`; seasons are told in any case.
 */
export function crossingsBetween(fromGms: number, toGms: number): readonly Crossing[] {
  const hours = Math.floor(toGms / HOUR_GMS) - Math.floor(fromGms / HOUR_GMS);
  if (hours <= MAX_TOLD_HOURS) return startsOf(hoursBetween(fromGms, toGms));
  const lastSkipped = (Math.floor(toGms / HOUR_GMS) - TOLD_HOURS_AFTER_SKIP) * HOUR_GMS;
  const seasons = startsOf(hoursBetween(fromGms, lastSkipped)).filter((crossing) => crossing.kind === 'season');
  return [
    ...seasons,
    { kind: 'skipped', fromGms, gms: lastSkipped, hours: hours - TOLD_HOURS_AFTER_SKIP },
    ...startsOf(hoursBetween(lastSkipped, toGms)),
  ];
}

function hoursBetween(fromGms: number, toGms: number): readonly number[] {
  const first = Math.floor(fromGms / HOUR_GMS) + 1;
  const count = Math.max(0, Math.floor(toGms / HOUR_GMS) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * HOUR_GMS);
}

function startsOf(hours: readonly number[]): readonly Crossing[] {
  return hours.flatMap(startsAt);
}

/** What begins together with the hour that begins at `gms`. Days, phases and seasons all begin at full hours. */
function startsAt(gms: number): readonly Crossing[] {
  const starts: Crossing[] = [{ kind: 'hour', gms }];
  const [oldPhase, newPhase] = [phaseOf(gms - 1), phaseOf(gms)];
  if (oldPhase !== newPhase) starts.push({ kind: 'phase', gms, from: oldPhase, to: newPhase });
  if (gms % DAY_GMS !== 0) return starts;
  starts.push({ kind: 'day', gms });
  const [oldSeason, newSeason] = [seasonOf(gms - 1), seasonOf(gms)];
  if (oldSeason !== newSeason) starts.push({ kind: 'season', gms, from: oldSeason, to: newSeason });
  return starts;
}
