import { MONTHS_PER_YEAR, DAYS_PER_WEEK, gmsOf, isOnCalendar } from './calendar.js';
import { FESTIVALS, MONTH_NAMES, WEEKDAY_NAMES, festivalsOn } from './almanac.js';

const idsOn = (month: number, day: number): readonly string[] =>
  festivalsOn(gmsOf({ year: 3, month, day, hour: 12, minute: 0 })).map(({ id }) => id);

describe('the almanac', () => {
  it('names every month and weekday once', () => {
    expect(new Set(MONTH_NAMES).size).toBe(MONTHS_PER_YEAR);
    expect(new Set(WEEKDAY_NAMES).size).toBe(DAYS_PER_WEEK);
  });

  it('keeps its festivals on days that exist, within one year', () => {
    for (const { month, day, lengthDays } of FESTIVALS) {
      expect(isOnCalendar({ year: 1, month, day, hour: 0, minute: 0 })).toBe(true);
      expect((month - 1) * 30 + day + lengthDays - 1).toBeLessThanOrEqual(360);
    }
  });

  it('keeps a festival from its first day to its last', () => {
    expect(idsOn(8, 9)).toEqual([]);
    expect(idsOn(8, 10)).toEqual(['tithe-of-hands']);
    expect(idsOn(8, 12)).toEqual(['tithe-of-hands']);
    expect(idsOn(8, 13)).toEqual([]);
  });
});
