import { dateOf, gmsOf, DAY_GMS } from './calendar.js';

/** A day, or a few, that the city keeps every year. */
export interface Festival {
  readonly id: string;
  readonly name: string;
  readonly month: number;
  /** Its first day. */
  readonly day: number;
  readonly lengthDays: number;
  readonly description: string;
}

/** Names of month 1 to 12. */
export const MONTH_NAMES = [
  'Thaw',
  'Rootmonth',
  'Bloodsap',
  'Highbloom',
  'Longlight',
  'Fleshmonth',
  'Reaping',
  'Tallow',
  'Ashfall',
  'Firstfrost',
  'Marrow',
  'Deepdark',
] as const;

/** Names of weekday 0 to 6. */
export const WEEKDAY_NAMES = [
  'Bonesday',
  'Saltday',
  'Ironday',
  'Market',
  'Candleday',
  'Grievesday',
  'Restday',
] as const;

/** In the order of the year. */
export const FESTIVALS: readonly Festival[] = [
  {
    id: 'feast-of-seams',
    name: 'Feast of Seams',
    month: 1,
    day: 1,
    lengthDays: 2,
    description: 'The year is sewn shut behind us. Surgeons work for nothing until sundown.',
  },
  {
    id: 'red-assize',
    name: 'The Red Assize',
    month: 3,
    day: 15,
    lengthDays: 1,
    description: 'Broken contracts are read aloud on the gallows steps.',
  },
  {
    id: 'night-of-lanterns',
    name: 'Night of Lanterns',
    month: 5,
    day: 30,
    lengthDays: 1,
    description: 'A light in every window, so that what walks the river finds no way in.',
  },
  {
    id: 'tithe-of-hands',
    name: 'Tithe of Hands',
    month: 8,
    day: 10,
    lengthDays: 3,
    description: 'The guilds show the best work of the year, and what it was made from.',
  },
  {
    id: 'quiet-week',
    name: 'The Quiet Week',
    month: 10,
    day: 24,
    lengthDays: 7,
    description: 'No bell is rung and no name is spoken after dark.',
  },
  {
    id: 'long-midnight',
    name: 'Long Midnight',
    month: 12,
    day: 30,
    lengthDays: 1,
    description: 'The dead are owed one answer each.',
  },
];

/** The festivals kept on the day of a moment. */
export function festivalsOn(gms: number): readonly Festival[] {
  const { year } = dateOf(gms);
  return FESTIVALS.filter(({ month, day, lengthDays }) => {
    const begin = gmsOf({ year, month, day, hour: 0, minute: 0 });
    return gms >= begin && gms < begin + lengthDays * DAY_GMS;
  });
}
