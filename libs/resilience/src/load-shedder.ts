/** Bounds what runs and what waits. */
export interface LoadShedderOptions {
  /** Pieces of work at a time. */
  readonly maxInFlight: number;
  /** How many may wait for a place; one more is refused at once. */
  readonly maxQueue: number;
  /** How long one may wait, in milliseconds. */
  readonly maxWaitMs: number;
}

/** There is no place and no room to wait. Shaped like a wire error (RESOURCE_EXHAUSTED, reason OVERLOADED). */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
  readonly code = 'RESOURCE_EXHAUSTED';
  readonly reason = 'OVERLOADED';
  readonly retryable = true;
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('too much work is under way; try again later');
    this.retryAfterMs = retryAfterMs;
  }
}

interface Waiter {
  readonly admit: () => void;
  readonly refuse: (error: unknown) => void;
}

/**
 * Admits a bounded number of pieces of work, keeps a short bounded queue and refuses the rest at once: a queue that
 * grows only turns overload into timeouts.
 */
export class LoadShedder {
  readonly #options: LoadShedderOptions;
  readonly #waiting = new Set<Waiter>();
  #inFlight = 0;
  #refused = 0;

  constructor(options: LoadShedderOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get queued(): number {
    return this.#waiting.size;
  }

  /** How many were refused since the start. */
  get refused(): number {
    return this.#refused;
  }

  /** Takes a place if there is one now. Call {@link leave} exactly once for each that was taken. */
  tryEnter(): boolean {
    if (this.#inFlight >= this.#options.maxInFlight) return false;
    this.#inFlight += 1;
    return true;
  }

  /**
   * Resolves when a place was taken. Call {@link leave} exactly once afterwards.
   * @throws OverloadedError when queue or wait are exhausted; the signal's reason when it aborts while waiting
   */
  enter(signal?: AbortSignal): Promise<void> {
    if (this.tryEnter()) return Promise.resolve();
    if (this.#waiting.size >= this.#options.maxQueue) return Promise.reject(this.#overloaded());
    return this.#wait(signal);
  }

  /** Gives a place back. It goes straight to who waited longest, so newcomers cannot overtake. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#inFlight -= 1;
    else next.admit();
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter = {
        admit: () => {
          leave();
          resolve();
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
      };
      const onAbort = (): void => waiter.refuse(signal?.reason);
      const timer = setTimeout(() => waiter.refuse(this.#overloaded()), this.#options.maxWaitMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(waiter);
    });
  }

  #overloaded(): OverloadedError {
    this.#refused += 1;
    return new OverloadedError(this.#options.maxWaitMs);
  }
}
