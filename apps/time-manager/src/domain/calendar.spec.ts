import fc from 'fast-check';
import {
  DAYS_PER_YEAR,
  DAY_GMS,
  HOUR_GMS,
  MINUTE_GMS,
  YEAR_GMS,
  dateOf,
  gmsOf,
  isOnCalendar,
  moonOf,
  seasonOf,
  weekdayOf,
} from './calendar.js';

const anyGms = fc.integer({ min: 0, max: 9998 * YEAR_GMS });

describe('the calendar', () => {
  it('begins with year 1, month 1, day 1, 00:00', () => {
    expect(dateOf(0)).toEqual({ year: 1, month: 1, day: 1, hour: 0, minute: 0 });
  });

  it('ends each year after twelve months of thirty days', () => {
    expect(dateOf(YEAR_GMS - 1)).toEqual({ year: 1, month: 12, day: 30, hour: 23, minute: 59 });
    expect(dateOf(YEAR_GMS)).toEqual({ year: 2, month: 1, day: 1, hour: 0, minute: 0 });
  });

  it('finds the minute of every date again', () => {
    fc.assert(
      fc.property(anyGms, (gms) => {
        const date = dateOf(gms);
        expect(isOnCalendar(date)).toBe(true);
        expect(gmsOf(date)).toBe(gms - (gms % MINUTE_GMS));
      }),
    );
  });

  it.each([
    { year: 1, month: 13, day: 1, hour: 0, minute: 0 },
    { year: 1, month: 1, day: 31, hour: 0, minute: 0 },
    { year: 0, month: 1, day: 1, hour: 0, minute: 0 },
    { year: 1, month: 1, day: 1, hour: 24, minute: 0 },
    { year: 1, month: 1, day: 1, hour: 0, minute: 60 },
  ])('does not know $year-$month-$day $hour:$minute', (date) => {
    expect(isOnCalendar(date)).toBe(false);
  });

  it('has four seasons of ninety days', () => {
    const seasons = Array.from({ length: DAYS_PER_YEAR }, (_, day) => seasonOf(day * DAY_GMS));
    for (const season of ['SPRING', 'SUMMER', 'AUTUMN', 'WINTER']) {
      expect(seasons.filter((each) => each === season)).toHaveLength(90);
    }
    expect(seasonOf(90 * DAY_GMS - HOUR_GMS)).toBe('SPRING');
    expect(seasonOf(90 * DAY_GMS)).toBe('SUMMER');
  });

  it('counts weekdays by seven and moons by twenty-four days', () => {
    expect([0, 6, 7].map(weekdayOf)).toEqual([0, 6, 0]);
    expect([0, 2, 3, 12, 23, 24].map(moonOf)).toEqual([0, 0, 1, 4, 7, 0]);
  });
});
