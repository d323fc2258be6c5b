import { DomainError } from '@bodybroker/domain';

/** Failures within the window that lock an account out (the numbers are Nakama's). */
export const MAX_FAILURES = 5;
export const FAILURE_WINDOW_MS = 60_000;
/** The first lock; each further one is twice as long. */
export const FIRST_LOCK_MS = 60_000;
export const LONGEST_LOCK_MS = 15 * 60_000;
/** After this long without a failure all is forgotten. */
export const FORGET_AFTER_MS = 24 * 3_600_000;

/** What is remembered of wrong passwords for one name. */
export interface Lockout {
  /** When the latest failures were, Unix ms, oldest first; those before a lock do not count again. */
  readonly failuresMs: readonly number[];
  /** Locks since the last success. */
  readonly locks: number;
  readonly lockedUntilMs: number;
}

export const NO_LOCKOUT: Lockout = { failuresMs: [], locks: 0, lockedUntilMs: 0 };

/** What a further failure makes of it. */
export function withFailure(lockout: Lockout, nowMs: number): Lockout {
  const failuresMs = [...lockout.failuresMs.filter((ms) => ms > nowMs - FAILURE_WINDOW_MS), nowMs];
  if (failuresMs.length < MAX_FAILURES) return { ...lockout, failuresMs };
  const lockMs = Math.min(FIRST_LOCK_MS * 2 ** lockout.locks, LONGEST_LOCK_MS);
  return { failuresMs: [], locks: lockout.locks + 1, lockedUntilMs: nowMs + lockMs };
}

/** @throws DomainError RESOURCE_EXHAUSTED LOCKED_OUT with the time that is left */
export function assertNotLocked({ lockedUntilMs }: Lockout, nowMs: number): void {
  if (lockedUntilMs > nowMs) throw lockedOut(lockedUntilMs - nowMs);
}

export function lockedOut(retryAfterMs: number): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', 'LOCKED_OUT', 'too many failed attempts; try again later', {
    retryAfterMs,
  });
}
