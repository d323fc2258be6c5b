export const MINUTE_GMS = 60_000;
export const HOUR_GMS = 3_600_000;
export const DAY_GMS = 24 * HOUR_GMS;

/** Hour of the day, 0 to 23. */
export const hourOf = (gms: number): number => Math.floor(gms / HOUR_GMS) % 24;

/** Days since the game began, 1 for the first. */
export const dayOf = (gms: number): number => Math.floor(gms / DAY_GMS) + 1;
