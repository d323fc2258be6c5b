import type { RpcErrorCode } from '../../rpc/error-code.js';
import type { RpcError } from '../../rpc/rpc-error.js';

/** Waits before the second, third, fourth and fifth delivery, in milliseconds. */
export const REDELIVERY_DELAYS_MS = [1_000, 5_000, 30_000, 120_000] as const;
/** Deliveries of one message before it is dead-lettered. */
export const MAX_ATTEMPTS = REDELIVERY_DELAYS_MS.length + 1;

/**
 * What becomes of a message whose handler failed, by the error's code. Only what another try can never better goes to
 * the dead letters at once: a bad payload, a method that does not exist, a permission that is not there. What hangs on
 * state (NOT_FOUND, FAILED_PRECONDITION, …) may be a matter of order between events, so it is tried again.
 */
export const FAILURE_POLICY: Readonly<Record<RpcErrorCode, 'retry' | 'dead-letter'>> = {
  INVALID_ARGUMENT: 'dead-letter',
  UNAUTHENTICATED: 'dead-letter',
  PERMISSION_DENIED: 'dead-letter',
  UNIMPLEMENTED: 'dead-letter',
  DATA_LOSS: 'dead-letter',
  NOT_FOUND: 'retry',
  ALREADY_EXISTS: 'retry',
  VERSION_CONFLICT: 'retry',
  FAILED_PRECONDITION: 'retry',
  RESOURCE_EXHAUSTED: 'retry',
  CANCELLED: 'retry',
  INTERNAL: 'retry',
  UNAVAILABLE: 'retry',
  DEADLINE_EXCEEDED: 'retry',
};

export type FailureDecision = { readonly kind: 'retry'; readonly delayMs: number } | { readonly kind: 'dead-letter' };

/** `attempt` is the delivery that failed, from 1. */
export function decideFailure(error: RpcError, attempt: number, maxAttempts: number): FailureDecision {
  if (FAILURE_POLICY[error.code] === 'dead-letter' || attempt >= maxAttempts) return { kind: 'dead-letter' };
  const scheduled = REDELIVERY_DELAYS_MS[attempt - 1] ?? REDELIVERY_DELAYS_MS[REDELIVERY_DELAYS_MS.length - 1] ?? 0;
  return { kind: 'retry', delayMs: Math.max(scheduled, error.retryAfterMs ?? 0) };
}
