/** Game time is counted in game milliseconds (gms) from year 1, month 1, day 1, 00:00. */
export const MINUTE_GMS = 60_000;
export const HOUR_GMS = 60 * MINUTE_GMS;
export const DAY_GMS = 24 * HOUR_GMS;
export const DAYS_PER_WEEK = 7;
export const DAYS_PER_MONTH = 30;
export const MONTHS_PER_YEAR = 12;
export const DAYS_PER_YEAR = DAYS_PER_MONTH * MONTHS_PER_YEAR;
export const YEAR_GMS = DAYS_PER_YEAR * DAY_GMS;

const DAYS_PER_MOON_PHASE = 3;
const MOON_PHASES = 8;
export const DAYS_PER_MOON = DAYS_PER_MOON_PHASE * MOON_PHASES;

export const SEASONS = ['SPRING', 'SUMMER', 'AUTUMN', 'WINTER'] as const;
export type Season = (typeof SEASONS)[number];
const MONTHS_PER_SEASON = MONTHS_PER_YEAR / SEASONS.length;

/** A moment to the minute. Years, months and days count from 1; hours and minutes from 0. */
export interface GameDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Whole days since gms 0. */
export function dayNumberOf(gms: number): number {
  return Math.floor(gms / DAY_GMS);
}

/** Whole hours since gms 0. */
export function hourNumberOf(gms: number): number {
  return Math.floor(gms / HOUR_GMS);
}

/** The date of a moment; seconds are dropped. */
export function dateOf(gms: number): GameDate {
  const dayNumber = dayNumberOf(gms);
  const dayOfYear = dayNumber % DAYS_PER_YEAR;
  const gmsOfDay = gms - dayNumber * DAY_GMS;
  return {
    year: Math.floor(dayNumber / DAYS_PER_YEAR) + 1,
    month: Math.floor(dayOfYear / DAYS_PER_MONTH) + 1,
    day: (dayOfYear % DAYS_PER_MONTH) + 1,
    hour: Math.floor(gmsOfDay / HOUR_GMS),
    minute: Math.floor((gmsOfDay % HOUR_GMS) / MINUTE_GMS),
  };
}

/** The first moment of a date's minute. The date must be on the calendar, see {@link isOnCalendar}. */
export function gmsOf(date: GameDate): number {
  const days = (date.year - 1) * DAYS_PER_YEAR + (date.month - 1) * DAYS_PER_MONTH + (date.day - 1);
  return days * DAY_GMS + date.hour * HOUR_GMS + date.minute * MINUTE_GMS;
}

/** The last year whose moments are whole numbers a double holds exactly, and then some: 9999. */
export const LAST_YEAR = 9999;

/** Whether there is such a date: 1 to 30, 1 to 12, 0 to 23, 0 to 59, and a year from 1 to 9999. */
export function isOnCalendar(date: GameDate): boolean {
  return (
    isWholeBetween(date.year, 1, LAST_YEAR) &&
    isWholeBetween(date.month, 1, MONTHS_PER_YEAR) &&
    isWholeBetween(date.day, 1, DAYS_PER_MONTH) &&
    isWholeBetween(date.hour, 0, 23) &&
    isWholeBetween(date.minute, 0, 59)
  );
}

/** 0 to 6; day number 0 was a 0. */
export function weekdayOf(dayNumber: number): number {
  return dayNumber % DAYS_PER_WEEK;
}

/** 0 (new) over 4 (full) to 7. */
export function moonOf(dayNumber: number): number {
  return Math.floor(dayNumber / DAYS_PER_MOON_PHASE) % MOON_PHASES;
}

/** The season of a month from 1 to 12. */
export function seasonOfMonth(month: number): Season {
  return SEASONS[Math.floor((month - 1) / MONTHS_PER_SEASON) % SEASONS.length] ?? SEASONS[0];
}

export function seasonOf(gms: number): Season {
  return seasonOfMonth(dateOf(gms).month);
}

function isWholeBetween(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
