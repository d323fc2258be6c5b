import { ownFailure } from './call-failure.js';
import { DEFAULT_COMPENSATION_RETRY, DEFAULT_RETRY, delayMsAfter, hasCallsLeft, isRetryable } from './retry-policy.js';

const down = ownFailure('UNAVAILABLE', 'DOWN', '');

describe('a retry policy', () => {
  it('waits 1, 2, 4, 8 s by default and never over 100 s', () => {
    expect([1, 2, 3, 4].map((attempts) => delayMsAfter(DEFAULT_RETRY, attempts, down))).toEqual([
      1000, 2000, 4000, 8000,
    ]);
    expect(delayMsAfter(DEFAULT_RETRY, 60, down)).toBe(100_000);
  });

  it('waits as long as the callee asks for', () => {
    expect(delayMsAfter(DEFAULT_RETRY, 1, { ...down, retryAfterMs: 7500 })).toBe(7500);
  });

  it('ends a step after five calls, and an undoing never', () => {
    expect([hasCallsLeft(DEFAULT_RETRY, 4), hasCallsLeft(DEFAULT_RETRY, 5)]).toEqual([true, false]);
    expect(hasCallsLeft(DEFAULT_COMPENSATION_RETRY, 5000)).toBe(true);
  });

  it.each(['INVALID_ARGUMENT', 'NOT_FOUND', 'PERMISSION_DENIED', 'FAILED_PRECONDITION', 'ALREADY_EXISTS', 'INTERNAL'])(
    'takes %s as final where it is told to, or always',
    (code) => {
      const policy = { ...DEFAULT_RETRY, nonRetryableCodes: ['INTERNAL'] };
      expect(isRetryable(policy, ownFailure(code, 'X', ''))).toBe(false);
      expect(isRetryable(policy, down)).toBe(true);
    },
  );
});
