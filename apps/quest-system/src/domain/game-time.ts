export const HOUR_GMS = 3_600_000;
export const DAY_GMS = 24 * HOUR_GMS;

/** Whole hours between two moments of the game clock, none when it is the other way round. */
export function hoursBetween(fromGms: number, toGms: number): number {
  return Math.max(0, Math.floor((toGms - fromGms) / HOUR_GMS));
}

/** 0 to 23. */
export function hourOfDay(gms: number): number {
  return Math.floor(gms / HOUR_GMS) % 24;
}

/** Whole days since gms 0. */
export function dayOf(gms: number): number {
  return Math.floor(gms / DAY_GMS);
}
