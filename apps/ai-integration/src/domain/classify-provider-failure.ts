/** How one call to a provider failed. */
export type ProviderFailure =
  | { readonly kind: 'http'; readonly status: number; readonly retryAfter?: string | null }
  | { readonly kind: 'network' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'malformed' }
  /** It failed so often lately that it was not asked. */
  | { readonly kind: 'circuit-open' }
  | { readonly kind: 'cancelled' };

export interface FailureVerdict {
  /** The same provider may be asked again. */
  readonly retry: boolean;
  /** Not before so many milliseconds, as the provider asked; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;
  /** Whether another model should be tried once retries are over. Only before the first delta. */
  readonly tryNextTarget: boolean;
  /** Whether it says that the provider is ill. */
  readonly countsForCircuit: boolean;
  /** For the list of attempts. */
  readonly error: string;
}

/** A provider that asks for more is left alone for this call. */
export const MAX_RETRY_AFTER_MS = 10_000;

/**
 * What follows from a failure: 408, 429, 5xx and a broken connection are retried, everything else is not (400, 401, 403
 * and 404 never change by asking again). Who cancelled wants no other model.
 */
export function classifyProviderFailure(failure: ProviderFailure, nowMs: number): FailureVerdict {
  const verdict = (error: string, retry: boolean, ill: boolean, retryAfterMs?: number): FailureVerdict => ({
    error,
    retry: retry && (retryAfterMs ?? 0) <= MAX_RETRY_AFTER_MS,
    retryAfterMs,
    tryNextTarget: failure.kind !== 'cancelled',
    countsForCircuit: ill,
  });
  switch (failure.kind) {
    case 'cancelled':
      return verdict('CANCELLED', false, false);
    case 'network':
      return verdict('NETWORK', true, true);
    case 'timeout':
      // The time it took is gone for this call; another model may be quicker.
      return verdict('TIMEOUT', false, true);
    case 'malformed':
      return verdict('MALFORMED', false, true);
    case 'circuit-open':
      return verdict('CIRCUIT_OPEN', false, false);
    case 'http': {
      const { status } = failure;
      const retryable = status === 408 || status === 429 || (status >= 500 && status <= 599);
      const wait = retryable ? parseRetryAfter(failure.retryAfter, nowMs) : undefined;
      // Being told to slow down is no illness.
      return verdict(`HTTP_${status}`, retryable, retryable && status !== 429, wait);
    }
  }
}

/** Reads a Retry-After header (RFC 9110 §10.2.3): seconds or a date; undefined when it is neither. Never negative. */
export function parseRetryAfter(header: string | null | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Date.parse takes almost anything: an HTTP date names a day and a month.
  if (!/^[A-Z][a-z]{2,8}, ?\d/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** Full jitter (Brooker 2015) for the n-th retry, from 1: `u` of 250 ms doubled each time, at most 4 s; at least what was asked for. */
export function retryDelayMs(retry: number, u: number, retryAfterMs = 0): number {
  return Math.max(retryAfterMs, Math.floor(u * Math.min(4000, 250 * 2 ** (retry - 1))));
}
