/** The weather knows time as whole hours since gms 0, the first moment of the game calendar. */
export const HOUR_GMS = 3_600_000;
const HOURS_PER_DAY = 24;
/** The game year has four seasons of three months of thirty days (time-manager's calendar). */
const HOURS_PER_SEASON = 90 * HOURS_PER_DAY;

export const SEASONS = ['SPRING', 'SUMMER', 'AUTUMN', 'WINTER'] as const;
export type Season = (typeof SEASONS)[number];

/** The hour a moment is in. */
export function hourAt(gms: number): number {
  return Math.floor(gms / HOUR_GMS);
}

/** When an hour begins. */
export function gmsOfHour(hour: number): number {
  return hour * HOUR_GMS;
}

/** 0 to 23. */
export function hourOfDay(hour: number): number {
  return hour % HOURS_PER_DAY;
}

export function seasonOfHour(hour: number): Season {
  return SEASONS[Math.floor(hour / HOURS_PER_SEASON) % SEASONS.length] ?? SEASONS[0];
}
