import fc from 'fast-check';
import { HOUR_GMS, YEAR_GMS } from './calendar.js';
import {
  advanceClock,
  pauseClock,
  readClock,
  gmsAt,
  realMsOf,
  resumeClock,
  setScale,
  startClock,
  type WorldClock,
} from './world-clock.js';

const NOW = 1_700_000_000_000;

describe('a world clock', () => {
  it('runs at its scale', () => {
    const clock = startClock(0, NOW, 3600);
    expect(readClock(clock, NOW + 2000)).toBe(2 * HOUR_GMS);
  });

  it('stands still while paused and goes on from there', () => {
    const paused = pauseClock(startClock(0, NOW, 60), 'cutscene', NOW + 1000);
    expect(readClock(paused, NOW + 99_000)).toBe(60_000);
    const resumed = resumeClock(paused, NOW + 100_000);
    expect(readClock(resumed, NOW + 101_000)).toBe(120_000);
  });

  it('keeps the first reason when paused twice', () => {
    const paused = pauseClock(startClock(0, NOW), 'first', NOW);
    expect(pauseClock(paused, 'second', NOW + 1)).toBe(paused);
  });

  it('refuses to resume when it runs', () => {
    expect(() => resumeClock(startClock(0, NOW), NOW)).toThrow(expect.objectContaining({ reason: 'NOT_PAUSED' }));
  });

  it.each([0, 0.09, 3601, Number.NaN, -1])('refuses the scale %d', (scale) => {
    expect(() => setScale(startClock(0, NOW), scale, NOW)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        details: expect.objectContaining({ field: 'scale' }) as object,
      }),
    );
  });

  it('does not go back when another machine is behind', () => {
    const clock = setScale(startClock(0, NOW, 60), 120, NOW + 1000);
    expect(readClock(clock, NOW)).toBe(60_000);
    expect(readClock(setScale(clock, 60, NOW), NOW + 1000)).toBe(60_000);
  });

  it('jumps forward, paused or not, and counts the hours it goes over', () => {
    const paused = pauseClock(startClock(30 * 60_000, NOW), '', NOW);
    const { clock, hoursCrossed } = advanceClock(paused, 30 * 60_000 + 5 * HOUR_GMS, NOW + 5);
    expect(readClock(clock, NOW + 9)).toBe(5.5 * HOUR_GMS);
    expect(hoursCrossed).toBe(5);
  });

  it('refuses to jump back, or over more than a year', () => {
    const clock = startClock(HOUR_GMS, NOW);
    expect(() => advanceClock(clock, 0, NOW)).toThrow(expect.objectContaining({ reason: 'TIME_REVERSED' }));
    expect(() => advanceClock(clock, HOUR_GMS + YEAR_GMS + 1, NOW)).toThrow(
      expect.objectContaining({ reason: 'ADVANCE_TOO_FAR' }),
    );
    expect(advanceClock(clock, HOUR_GMS + YEAR_GMS, NOW).hoursCrossed).toBe(360 * 24);
  });

  it('foretells when it will show a time, unless it stands', () => {
    const clock = startClock(0, NOW, 60);
    expect(realMsOf(clock, HOUR_GMS, NOW + 7)).toBe(NOW + 60_000);
    const paused = pauseClock(clock, '', NOW);
    expect(realMsOf(paused, HOUR_GMS, NOW + 7)).toBeUndefined();
    expect(realMsOf(paused, 0, NOW + 7)).toBe(NOW + 7);
  });

  it('tells what it shows at a real moment, before and after its anchor, never before its beginning', () => {
    const clock = startClock(HOUR_GMS, NOW, 60);
    expect(gmsAt(clock, NOW + 60_000)).toBe(2 * HOUR_GMS);
    expect(gmsAt(clock, NOW - 30_000)).toBe(HOUR_GMS / 2);
    expect(gmsAt(clock, 0)).toBe(0);
    expect(gmsAt(pauseClock(clock, '', NOW), NOW + 60_000)).toBe(HOUR_GMS);
  });

  it('is continuous across every change and never goes back, whatever the machines say the time is', () => {
    type Change = (clock: WorldClock, nowMs: number) => WorldClock;
    const change: fc.Arbitrary<Change> = fc.oneof(
      fc.double({ min: 0.1, max: 3600, noNaN: true }).map(
        (scale): Change =>
          (clock, now) =>
            setScale(clock, scale, now),
      ),
      fc.constant<Change>((clock, now) => pauseClock(clock, '', now)),
      fc.constant<Change>((clock, now) => (clock.motion.state === 'paused' ? resumeClock(clock, now) : clock)),
    );
    const steps = fc.array(fc.record({ change, passedMs: fc.integer({ min: -500, max: 60_000 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(steps, (changes) => {
        let clock = startClock(0, NOW);
        let now = NOW;
        let shown = 0;
        for (const step of changes) {
          now += step.passedMs;
          const before = readClock(clock, now);
          clock = step.change(clock, now);
          expect(readClock(clock, now)).toBe(before);
          expect(before).toBeGreaterThanOrEqual(step.passedMs >= 0 ? shown : 0);
          shown = before;
        }
      }),
    );
  });
});
