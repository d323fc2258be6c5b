/** Reads an async iterator in a way that an outsider can break off, also while the iterator thinks. */
export class InterruptibleReader<T> {
  readonly #iterator: AsyncIterator<T>;
  #interrupt: ((error: Error) => void) | undefined;
  #reason: Error | undefined;
  #done = false;

  constructor(source: AsyncIterable<T>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** The next value, or undefined at the end. @throws what the iterator throws, or the reason of an interrupt */
  next(): Promise<{ readonly value: T } | undefined> {
    // A promise of its own each time: racing one long-lived promise would keep every loser in memory.
    return new Promise((resolve, reject) => {
      if (this.#reason !== undefined) {
        reject(this.#reason);
        return;
      }
      this.#interrupt = reject;
      this.#iterator.next().then(
        (result) => {
          this.#interrupt = undefined;
          if (result.done === true) this.#done = true;
          resolve(result.done === true ? undefined : { value: result.value });
        },
        (error: unknown) => {
          this.#interrupt = undefined;
          this.#done = true;
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  /** Makes a waiting or the next `next` throw. */
  interrupt(reason: Error): void {
    this.#reason ??= reason;
    this.#interrupt?.(this.#reason);
    this.#interrupt = undefined;
  }

  /** Lets the iterator clean up when it was not read to its end. Not waited for: it may be busy. */
  release(): void {
    if (this.#done) return;
    this.#done = true;
    // What it throws now concerns nobody any more.
    this.#iterator.return?.().then(undefined, () => undefined);
  }
}
