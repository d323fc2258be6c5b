import { setTimeout as sleep } from 'node:timers/promises';
import { Bulkheads } from './bulkheads.js';
import type { CallPolicy, ClassifiedError, PolicyAttempt, PolicyCall } from './call-policy.js';
import { CircuitBreakers, type BreakerChange, type BreakerOptions } from './circuit-breakers.js';
import { hedge } from './hedge.js';
import type { LoadShedderOptions } from './load-shedder.js';
import { RetryBudget } from './retry-budget.js';

export interface ResilientCallPolicyOptions {
  /** Attempts of one call, the first included. Default 3. */
  readonly maxAttempts?: number;
  /** Bound of the first back-off, in milliseconds; doubles with each retry. Default 25. */
  readonly backoffMs?: number;
  /** And at most. Default 1000. */
  readonly maxBackoffMs?: number;
  /** Retries per call, over all calls to one target. Default 0.2. */
  readonly retryRatio?: number;
  readonly breaker?: Partial<BreakerOptions>;
  readonly bulkhead?: Partial<LoadShedderOptions>;
  readonly onBreakerChange?: (change: BreakerChange) => void;
  readonly onRetry?: (call: PolicyCall, error: ClassifiedError) => void;
  /** Draws in [0, 1) for jitter. */
  readonly random: () => number;
}

/**
 * Bulkhead per target, circuit breaker per subject, hedging where asked for, and retries with full-jitter back-off
 * (Brooker, "Exponential Backoff And Jitter", 2015) for repeatable calls, retryable errors, inside the deadline and
 * the retry budget.
 */
export class ResilientCallPolicy implements CallPolicy {
  readonly #options: ResilientCallPolicyOptions;
  readonly #breakers: CircuitBreakers;
  readonly #bulkheads: Bulkheads;
  readonly #budgets = new Map<string, RetryBudget>();

  constructor(options: ResilientCallPolicyOptions) {
    this.#options = options;
    this.#breakers = new CircuitBreakers(options.breaker, options.onBreakerChange);
    this.#bulkheads = new Bulkheads(options.bulkhead);
  }

  /** The breakers that are not closed, for health detail. */
  get openBreakers(): readonly BreakerChange[] {
    return this.#breakers.notClosed;
  }

  async execute<T>(call: PolicyCall, attempt: (attempt: PolicyAttempt) => Promise<T>): Promise<T> {
    const budget = this.#budgetOf(call.target);
    budget.recordCall();
    for (let number = 1; ; number += 1) {
      try {
        return await this.#bulkheads.execute(call.target, call.signal, () =>
          this.#breakers.execute(call.subject, () => this.#attempt(call, number, attempt)),
        );
      } catch (error) {
        const delayMs = this.#retryDelayMs(call, number, error, budget);
        if (delayMs === undefined) throw error;
        this.#options.onRetry?.(call, error as ClassifiedError);
        await sleep(delayMs, undefined, { signal: call.signal, ref: false }).catch(() => {
          throw error;
        });
      }
    }
  }

  #attempt<T>(call: PolicyCall, number: number, attempt: (attempt: PolicyAttempt) => Promise<T>): Promise<T> {
    if (call.hedgeAfterMs === undefined || !call.repeatable) return attempt({ number, signal: call.signal });
    return hedge((signal) => attempt({ number, signal }), { afterMs: call.hedgeAfterMs, signal: call.signal });
  }

  /** How long to wait before the next attempt; undefined when there is to be none. */
  #retryDelayMs(call: PolicyCall, number: number, error: unknown, budget: RetryBudget): number | undefined {
    if (!call.repeatable || call.signal.aborted || number >= (this.#options.maxAttempts ?? 3)) return undefined;
    if (!isRetryable(error)) return undefined;
    const bound = Math.min((this.#options.backoffMs ?? 25) * 2 ** (number - 1), this.#options.maxBackoffMs ?? 1000);
    const delayMs = Math.max(error.retryAfterMs ?? 0, this.#options.random() * bound);
    if (call.deadline !== undefined && performance.now() + delayMs >= call.deadline) return undefined;
    return budget.tryRetry() ? delayMs : undefined;
  }

  #budgetOf(target: string): RetryBudget {
    let budget = this.#budgets.get(target);
    if (budget === undefined) this.#budgets.set(target, (budget = new RetryBudget(this.#options.retryRatio)));
    return budget;
  }
}

function isRetryable(error: unknown): error is ClassifiedError {
  return error instanceof Error && (error as Partial<ClassifiedError>).retryable === true;
}
