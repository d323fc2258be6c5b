import { FallbackRateLimiter } from './fallback-rate-limiter.js';
import { LocalRateLimiter } from './local-rate-limiter.js';
import type { Rate, RateLimiter } from './rate-limiter.js';
import { RedisRateLimiter, type RunScript } from './redis-rate-limiter.js';

export interface CreateRateLimiterOptions {
  readonly run: RunScript;
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number;
  readonly onFallback: (error: unknown) => void;
}

/** Rates counted over all gateways in Redis, by each for itself while Redis is away; undefined for a rate of 0: no limit. */
export function createRateLimiter(
  rate: Rate,
  { run, now, onFallback }: CreateRateLimiterOptions,
): RateLimiter | undefined {
  if (rate.perSecond <= 0) return undefined;
  return new FallbackRateLimiter(new RedisRateLimiter(rate, { run, now }), new LocalRateLimiter(rate, { now }), {
    now,
    onFallback,
  });
}
