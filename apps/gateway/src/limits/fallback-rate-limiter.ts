import type { RateDecision, RateLimiter } from './rate-limiter.js';

export interface FallbackRateLimiterOptions {
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number;
  /** How long the first may take, in milliseconds. Default 50. */
  readonly timeoutMs?: number;
  /** How long the first is left alone after it failed, in milliseconds. Default 1000. */
  readonly pauseMs?: number;
  /** Called when the first has failed. */
  readonly onFallback?: (error: unknown) => void;
}

/** Asks one limiter and, while that is away or slow, another. */
export class FallbackRateLimiter implements RateLimiter {
  readonly #first: RateLimiter;
  readonly #second: RateLimiter;
  readonly #options: Required<FallbackRateLimiterOptions>;
  #pausedUntilMs = -Infinity;

  constructor(first: RateLimiter, second: RateLimiter, options: FallbackRateLimiterOptions) {
    this.#first = first;
    this.#second = second;
    this.#options = { timeoutMs: 50, pauseMs: 1000, onFallback: () => undefined, ...options };
  }

  take(caller: string): RateDecision | Promise<RateDecision> {
    if (this.#options.now() < this.#pausedUntilMs) return this.#second.take(caller);
    const decision = this.#first.take(caller);
    // Known without asking anybody: nothing to wait for.
    return decision instanceof Promise ? this.#waitFor(decision, caller) : decision;
  }

  async #waitFor(asked: Promise<RateDecision>, caller: string): Promise<RateDecision> {
    try {
      return await withTimeout(asked, this.#options.timeoutMs);
    } catch (error) {
      this.#pausedUntilMs = this.#options.now() + this.#options.pauseMs;
      this.#options.onFallback(error);
      return this.#second.take(caller);
    }
  }
}

function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
