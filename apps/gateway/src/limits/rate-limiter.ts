/** Whether one more request is within a caller's rate. */
export type RateDecision = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number };

/** How often something may happen. */
export interface Rate {
  /** Steady rate. */
  readonly perSecond: number;
  /** How many may come at once. */
  readonly burst: number;
}

/** Counts requests of callers. Never throws: a limiter that cannot tell has a fallback. */
export interface RateLimiter {
  take(caller: string): RateDecision | Promise<RateDecision>;
}
