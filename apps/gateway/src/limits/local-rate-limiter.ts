import { LruMap } from './lru-map.js';
import type { Rate, RateDecision, RateLimiter } from './rate-limiter.js';

export interface LocalRateLimiterOptions {
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number;
  /** How many callers are remembered. Default 50 000. */
  readonly maxCallers?: number;
}

/**
 * Limits rates by what this process alone has seen. Generic cell rate algorithm (ITU-T I.371): all that is kept of a caller is
 * the time at which its next request would be right on schedule.
 */
export class LocalRateLimiter implements RateLimiter {
  readonly #intervalMs: number;
  readonly #toleranceMs: number;
  readonly #now: () => number;
  readonly #due: LruMap<string, number>;

  constructor({ perSecond, burst }: Rate, { now, maxCallers = 50_000 }: LocalRateLimiterOptions) {
    this.#intervalMs = 1000 / perSecond;
    this.#toleranceMs = this.#intervalMs * (burst - 1);
    this.#now = now;
    this.#due = new LruMap(maxCallers);
  }

  take(caller: string): RateDecision {
    const nowMs = this.#now();
    const dueMs = Math.max(this.#due.get(caller) ?? nowMs, nowMs);
    const earlyMs = dueMs - nowMs - this.#toleranceMs;
    if (earlyMs > 0) return { allowed: false, retryAfterMs: Math.ceil(earlyMs) };
    this.#due.set(caller, dueMs + this.#intervalMs);
    return { allowed: true };
  }
}
