import fc from 'fast-check';
import { assertNotLocked, LONGEST_LOCK_MS, MAX_FAILURES, NO_LOCKOUT, withFailure, type Lockout } from './lockout.js';

const failures = (lockout: Lockout, count: number, nowMs: number): Lockout =>
  Array.from({ length: count }).reduce<Lockout>((before) => withFailure(before, nowMs), lockout);

describe('lockout', () => {
  it('locks with the fifth failure in a minute', () => {
    const four = failures(NO_LOCKOUT, 4, 1000);
    expect(() => assertNotLocked(four, 1000)).not.toThrow();
    const five = withFailure(four, 60_999);
    expect(() => assertNotLocked(five, 61_000)).toThrow(
      expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', reason: 'LOCKED_OUT', retryAfterMs: 59_999 }),
    );
    expect(() => assertNotLocked(five, 120_999)).not.toThrow();
  });

  it('forgets failures after a minute', () => {
    const later = withFailure(failures(NO_LOCKOUT, 4, 1000), 61_000);
    expect(() => assertNotLocked(later, 61_000)).not.toThrow();
  });

  it('locks for twice as long each time, up to 15 minutes', () => {
    let lockout = NO_LOCKOUT;
    const minutes = Array.from({ length: 6 }, () => {
      const nowMs = lockout.lockedUntilMs;
      lockout = failures(lockout, MAX_FAILURES, nowMs);
      return (lockout.lockedUntilMs - nowMs) / 60_000;
    });
    expect(minutes).toEqual([1, 2, 4, 8, 15, 15]);
  });

  it('never holds more failures than lock, nor locks longer than the longest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(120_000)), (gapsMs) => {
        let nowMs = 0;
        let lockout = NO_LOCKOUT;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          lockout = withFailure(lockout, nowMs);
          expect(lockout.failuresMs.length).toBeLessThan(MAX_FAILURES);
          expect(lockout.lockedUntilMs - nowMs).toBeLessThanOrEqual(LONGEST_LOCK_MS);
        }
      }),
    );
  });
});
