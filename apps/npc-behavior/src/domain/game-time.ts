/** Game time is counted in game milliseconds (gms) from the first moment of the calendar. */
export const HOUR_GMS = 3_600_000;
export const HOURS_PER_DAY = 24;
export const DAY_GMS = HOURS_PER_DAY * HOUR_GMS;

/** The game starts on day 1 at 08:00; the time of a world whose clock nobody has heard yet. */
export const FIRST_GMS = 8 * HOUR_GMS;

/** 0 to 23. */
export function hourOfDay(gms: number): number {
  return Math.floor(gms / HOUR_GMS) % HOURS_PER_DAY;
}

/** The beginning of the hour a moment is in. */
export function hourStart(gms: number): number {
  return Math.floor(gms / HOUR_GMS) * HOUR_GMS;
}

/** What people call an hour. */
export type Daytime = 'night' | 'dawn' | 'day' | 'dusk';

export function daytimeOf(hour: number): Daytime {
  if (hour < 5 || hour >= 21) return 'night';
  if (hour < 8) return 'dawn';
  return hour < 18 ? 'day' : 'dusk';
}
