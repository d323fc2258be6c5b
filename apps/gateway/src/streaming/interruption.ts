/**
 * Lets waits be broken off by a signal. Each wait has a promise of its own: racing one that lives as long as the stream would
 * keep something of every wait in memory until its end.
 */
export class Interruption {
  readonly #signal: AbortSignal;
  #reject: ((reason: unknown) => void) | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Settles as `work` does, or rejects with the signal's reason when that comes first. One wait at a time. */
  orAbort<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#reject = reject;
      work.then(resolve, reject);
      if (this.#signal.aborted) this.#onAbort();
    });
  }

  /** Stops looking at the signal. */
  dispose(): void {
    this.#reject = undefined;
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => this.#reject?.(this.#signal.reason);
}
