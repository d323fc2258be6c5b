/** An hour of game time, which is counted in game milliseconds (gms) from year 1, month 1, day 1, 00:00. */
export const HOUR_GMS = 3_600_000;
const HOURS_PER_DAY = 24;
/** Four seasons of three months of thirty days (time-manager's calendar). */
const DAYS_PER_SEASON = 90;

const SEASONS = ['SPRING', 'SUMMER', 'AUTUMN', 'WINTER'] as const;
type Season = (typeof SEASONS)[number];
type Phase = 'WITCHING' | 'DAWN' | 'DAY' | 'DUSK' | 'NIGHT';

/** Hours of the day at which a phase begins, latest first; before the first of them it is still night. */
const PHASES: readonly (readonly [number, Phase])[] = [
  [20, 'NIGHT'],
  [18, 'DUSK'],
  [7, 'DAY'],
  [5, 'DAWN'],
  [3, 'WITCHING'],
];

/** What the game clock shows. */
export interface ClockFace {
  readonly gms: number;
  /** Whole days since gms 0. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
  readonly phase: Phase;
  readonly season: Season;
}

/** The hour a moment is in, counted from gms 0. */
export function hourAt(gms: number): number {
  return Math.floor(gms / HOUR_GMS);
}

/** What the clock shows at a moment: the day, hour, day phase and season of time-manager's calendar. */
export function clockFace(gms: number): ClockFace {
  const hour = hourAt(gms) % HOURS_PER_DAY;
  const day = Math.floor(hourAt(gms) / HOURS_PER_DAY);
  return {
    gms,
    day,
    hour,
    phase: PHASES.find(([from]) => hour >= from)?.[1] ?? 'NIGHT',
    season: SEASONS[Math.floor(day / DAYS_PER_SEASON) % SEASONS.length] ?? SEASONS[0],
  };
}
