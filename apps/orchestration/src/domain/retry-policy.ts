import type { CallFailure } from './call-failure.js';

/** How often and when a failed call is made again. */
export interface RetryPolicy {
  /** Calls in all. Absent: no limit. */
  readonly maxAttempts?: number;
  /** Before the second call. */
  readonly initialMs: number;
  /** What each wait is multiplied by for the next. */
  readonly factor: number;
  readonly maxMs: number;
  /** Codes that end the retries, beside those that always do. */
  readonly nonRetryableCodes: readonly string[];
}

/** Temporal's defaults: 1 s, doubling, 100 s at most. */
const TEMPORAL: RetryPolicy = { initialMs: 1000, factor: 2, maxMs: 100_000, nonRetryableCodes: [] };

/** Temporal's, with an end after 5 calls. */
export const DEFAULT_RETRY: RetryPolicy = { ...TEMPORAL, maxAttempts: 5 };

/** Undoing goes on until {@link COMPENSATION_LIFE_MS} is over. */
export const DEFAULT_COMPENSATION_RETRY: RetryPolicy = TEMPORAL;

/** For how long an undoing is tried before somebody must look. */
export const COMPENSATION_LIFE_MS = 24 * 3_600_000;

/** What another try with the same input can never better. */
const NEVER_RETRIED: readonly string[] = [
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'PERMISSION_DENIED',
  'FAILED_PRECONDITION',
  'ALREADY_EXISTS',
];

/** Whether a failure of this code is worth another call. */
export function isRetryable(policy: RetryPolicy, { code }: CallFailure): boolean {
  return !NEVER_RETRIED.includes(code) && !policy.nonRetryableCodes.includes(code);
}

/** The wait after the `attempts`-th call failed; never less than the callee asked for. */
export function delayMsAfter(policy: RetryPolicy, attempts: number, failure: CallFailure): number {
  const backoffMs = Math.min(policy.initialMs * policy.factor ** Math.max(0, attempts - 1), policy.maxMs);
  return Math.ceil(Math.max(backoffMs, failure.retryAfterMs ?? 0));
}

/** Whether the policy allows a call after the `attempts`-th. */
export function hasCallsLeft({ maxAttempts }: RetryPolicy, attempts: number): boolean {
  return maxAttempts === undefined || attempts < maxAttempts;
}
