import fc from 'fast-check';
import { DAY_GMS, HOUR_GMS, MINUTE_GMS, YEAR_GMS, dateOf, dayNumberOf, gmsOf, weekdayOf } from './calendar.js';
import { lastRun, nextRun, parseCron } from './cron.js';

const next = (rule: string, afterGms: number): number => nextRun(parseCron(rule), afterGms);

describe('cron rules', () => {
  it.each([
    ['* * * * *', 0, MINUTE_GMS],
    ['0 * * * *', 1, HOUR_GMS],
    ['30 6 * * *', 0, 6.5 * HOUR_GMS],
    ['0 */6 * * *', HOUR_GMS, 6 * HOUR_GMS],
    ['0 8-10/2 * * *', 8 * HOUR_GMS, 10 * HOUR_GMS],
    ['5,35 0 * * *', 5 * MINUTE_GMS, 35 * MINUTE_GMS],
    ['0 0 1 1 *', 0, YEAR_GMS],
    ['0 0 * * 2', 0, 2 * DAY_GMS],
    ['20/20 0 * * *', 0, 20 * MINUTE_GMS],
  ])('%s after %d runs at %d', (rule, after, expected) => {
    expect(next(rule, after)).toBe(expected);
  });

  it('take a day that fits the day of month or the weekday, when both are given', () => {
    const rule = parseCron('0 0 15 * 3');
    const days = Array.from({ length: 30 }, (_, day) => day).filter((day) => rule.runsOn(day));
    expect(days).toEqual([3, 10, 14, 17, 24]);
  });

  it.each([
    ['* * * *', '0'],
    ['60 * * * *', '1'],
    ['* 24 * * *', '2'],
    ['* * 31 * *', '3'],
    ['* * 0 * *', '3'],
    ['* * * 13 *', '4'],
    ['* * * * 7', '5'],
    ['*/0 * * * *', '1'],
    ['9-3 * * * *', '1'],
    ['x * * * *', '1'],
    ['1,,2 * * * *', '1'],
  ])('refuse %s, naming field %s', (rule, position) => {
    expect(() => parseCron(rule)).toThrow(
      expect.objectContaining({ reason: 'BAD_CRON', details: expect.objectContaining({ position }) as object }),
    );
  });

  it('look back to the last run', () => {
    const rule = parseCron('0 6 * * *');
    expect(lastRun(rule, 3 * DAY_GMS, 0)).toBe(2 * DAY_GMS + 6 * HOUR_GMS);
    expect(lastRun(rule, 6 * HOUR_GMS, 0)).toBeUndefined();
    expect(lastRun(rule, 6 * HOUR_GMS + 1, 6 * HOUR_GMS)).toBe(6 * HOUR_GMS);
  });

  it('find the same runs looking ahead and looking back, each fitting the rule', () => {
    const field = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
    const rules = fc.record({ minute: field(0, 59), hour: field(0, 23), day: field(1, 30), month: field(1, 12) });
    fc.assert(
      fc.property(rules, field(0, YEAR_GMS), ({ minute, hour, day, month }, after) => {
        const rule = parseCron(`${minute} ${hour} ${day} ${month} *`);
        const run = nextRun(rule, after);
        expect(run).toBeGreaterThan(after);
        expect(dateOf(run)).toMatchObject({ minute, hour, day, month });
        expect(lastRun(rule, run + 1, after)).toBe(run);
        expect(lastRun(rule, run, after + 1)).toBeUndefined();
      }),
    );
  });

  it('run on each named weekday', () => {
    const run = next('0 12 * 2 4', 0);
    expect(run).toBeGreaterThanOrEqual(gmsOf({ year: 1, month: 2, day: 1, hour: 0, minute: 0 }));
    expect(weekdayOf(dayNumberOf(run))).toBe(4);
  });
});
