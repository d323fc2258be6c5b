/** Why a call failed, as the wire tells it. */
export interface CallFailure {
  /** Name of an error code, such as `UNAVAILABLE`. */
  readonly code: string;
  readonly reason: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

/** Codes that say by themselves that nothing was done. */
const CERTAIN_CODES: ReadonlySet<string> = new Set([
  'INVALID_ARGUMENT',
  'UNAUTHENTICATED',
  'PERMISSION_DENIED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'VERSION_CONFLICT',
  'FAILED_PRECONDITION',
  'RESOURCE_EXHAUSTED',
  'UNIMPLEMENTED',
]);

/** Reasons of UNAVAILABLE that say so: no handler was reached. */
const CERTAIN_REASONS: ReadonlySet<string> = new Set(['NO_RESPONDERS', 'DRAINING']);

/** Whether the call may have done its work all the same: it timed out, or the connection or the callee's store was lost. */
export function isUncertain({ code, reason }: CallFailure): boolean {
  return !CERTAIN_CODES.has(code) && !(code === 'UNAVAILABLE' && CERTAIN_REASONS.has(reason));
}

/** A failure that orchestration itself finds. */
export function ownFailure(code: string, reason: string, message: string): CallFailure {
  return { code, reason, message, details: {}, retryable: false };
}
