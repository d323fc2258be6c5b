import fc from 'fast-check';
import { DAY_GMS, HOUR_GMS, MINUTE_GMS, YEAR_GMS } from './calendar.js';
import { crossingsBetween, type Crossing } from './crossing.js';

const kinds = (crossings: readonly Crossing[]): readonly string[] => crossings.map(({ kind }) => kind);
const only = (crossings: readonly Crossing[], kind: Crossing['kind']): readonly Crossing[] =>
  crossings.filter((crossing) => crossing.kind === kind);

describe('crossings', () => {
  it('tell each hour once, in order', () => {
    const hours = only(crossingsBetween(30 * MINUTE_GMS, 5.5 * HOUR_GMS), 'hour');
    expect(hours.map(({ gms }) => gms / HOUR_GMS)).toEqual([1, 2, 3, 4, 5]);
  });

  it('leave out the beginning and take in the end', () => {
    expect(crossingsBetween(HOUR_GMS, HOUR_GMS)).toEqual([]);
    expect(kinds(crossingsBetween(HOUR_GMS - 1, HOUR_GMS))).toEqual(['hour']);
    expect(crossingsBetween(HOUR_GMS, 2 * HOUR_GMS - 1)).toEqual([]);
  });

  it('tell the phase that begins at 03:00 after its hour', () => {
    expect(crossingsBetween(2.5 * HOUR_GMS, 3 * HOUR_GMS)).toEqual([
      { kind: 'hour', gms: 3 * HOUR_GMS },
      { kind: 'phase', gms: 3 * HOUR_GMS, from: 'NIGHT', to: 'WITCHING' },
    ]);
  });

  it('tell hour, day and season in this order where they begin together', () => {
    const start = 90 * DAY_GMS;
    expect(crossingsBetween(start - 1, start)).toEqual([
      { kind: 'hour', gms: start },
      { kind: 'day', gms: start },
      { kind: 'season', gms: start, from: 'SPRING', to: 'SUMMER' },
    ]);
  });

  it('are the same when a span is split', () => {
    const span = fc.record({
      from: fc.integer({ min: 0, max: YEAR_GMS }),
      first: fc.integer({ min: 0, max: 120 * HOUR_GMS }),
      second: fc.integer({ min: 0, max: 120 * HOUR_GMS - 1 }),
    });
    fc.assert(
      fc.property(span, ({ from, first, second }) => {
        const whole = crossingsBetween(from, from + first + second);
        const parts = [
          ...crossingsBetween(from, from + first),
          ...crossingsBetween(from + first, from + first + second),
        ];
        expect(parts).toEqual(whole);
      }),
    );
  });

  it('tell 240 hours one by one', () => {
    const crossings = crossingsBetween(0, 240 * HOUR_GMS);
    expect(only(crossings, 'hour')).toHaveLength(240);
    expect(only(crossings, 'skipped')).toEqual([]);
  });

  it('tell a longer jump as one skip and its last 24 hours', () => {
    const crossings = crossingsBetween(0, 1000 * HOUR_GMS);
    expect(crossings[0]).toEqual({ kind: 'skipped', fromGms: 0, gms: 976 * HOUR_GMS, hours: 976 });
    const hours = only(crossings, 'hour').map(({ gms }) => gms / HOUR_GMS);
    expect(hours).toHaveLength(24);
    expect([hours[0], hours.at(-1)]).toEqual([977, 1000]);
  });

  it('tell every season, also in what is skipped, and all in order of time', () => {
    const crossings = crossingsBetween(DAY_GMS, DAY_GMS + YEAR_GMS);
    expect(only(crossings, 'season')).toHaveLength(4);
    const moments = crossings.map(({ gms }) => gms);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  });
});
