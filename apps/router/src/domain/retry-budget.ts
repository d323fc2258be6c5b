const WINDOW_MS = 10_000;

/** Lets a share of the calls be sent again, counted over ten seconds, so that retries never make an overload worse. */
export class RetryBudget {
  #windowStartMs = 0;
  #calls = 0;
  #retries = 0;

  /** A call is sent the first time. */
  call(nowMs: number): void {
    if (nowMs - this.#windowStartMs >= WINDOW_MS) {
      this.#windowStartMs = nowMs;
      this.#calls = 0;
      this.#retries = 0;
    }
    this.#calls += 1;
  }

  /** Whether one more may be sent again; counts it if so. @param share 0 to 1 */
  mayRetry(share: number): boolean {
    // A service that is asked rarely may retry too.
    if (this.#retries >= Math.max(1, this.#calls * share)) return false;
    this.#retries += 1;
    return true;
  }
}
