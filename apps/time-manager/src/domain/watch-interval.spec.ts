import fc from 'fast-check';
import { DAY_GMS, HOUR_GMS } from './calendar.js';
import {
  MAX_LOOK_MS,
  MIN_LOOK_MS,
  WATCH_INTERVALS,
  msUntilNextLook,
  type WatchIntervalName,
} from './watch-interval.js';
import { pauseClock, startClock } from './world-clock.js';

describe('watching the time', () => {
  it('sees a new part begin exactly when the next start says', () => {
    const names = fc.constantFrom<WatchIntervalName>('MINUTE', 'HOUR', 'PHASE', 'DAY');
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 400 * DAY_GMS }), (name, gms) => {
        const interval = WATCH_INTERVALS[name];
        const next = interval.nextStart(gms);
        expect(interval.numberOf(next - 1)).toBe(interval.numberOf(gms));
        expect(interval.numberOf(next)).toBe(interval.numberOf(gms) + 1);
      }),
    );
  });

  it('looks again when the next part begins, but neither too soon nor too late to see the clock being set', () => {
    const look = (scale: number, gms: number): number =>
      msUntilNextLook(WATCH_INTERVALS.HOUR, startClock(gms, 0, scale), 0);
    expect(look(60, HOUR_GMS - 30_000)).toBe(500);
    expect(look(3600, HOUR_GMS - 1)).toBe(MIN_LOOK_MS);
    expect(look(1, 0)).toBe(MAX_LOOK_MS);
    expect(msUntilNextLook(WATCH_INTERVALS.HOUR, pauseClock(startClock(0, 0), '', 0), 0)).toBe(MAX_LOOK_MS);
  });
});
