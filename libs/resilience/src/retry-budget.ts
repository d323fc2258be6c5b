/**
 * Bounds retries to a share of calls, so that a failing target is not met with a multiple of its load. A token bucket:
 * each first attempt adds `ratio` tokens, each retry takes one (as Finagle's RetryBudget and gRPC's retry throttling).
 */
export class RetryBudget {
  readonly #ratio: number;
  readonly #capacity: number;
  #tokens: number;

  /**
   * @param ratio retries per call, 0.2 by default
   * @param reserve tokens at the start and at most; lets a rarely used target be retried at all. Default 10
   */
  constructor(ratio = 0.2, reserve = 10) {
    this.#ratio = ratio;
    this.#capacity = reserve;
    this.#tokens = reserve;
  }

  recordCall(): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + this.#ratio);
  }

  /** Takes a token; false when the budget is spent. */
  tryRetry(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
