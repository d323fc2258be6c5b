/** Runs work of one key one after another, in the order in which it came; work of different keys side by side. */
export class KeyQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Keys with work under way. */
  get size(): number {
    return this.#tails.size;
  }

  /** `work` must not reject. */
  run(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.#tails.get(key);
    const tail = before ? before.then(work) : work();
    this.#tails.set(key, tail);
    return tail.finally(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
  }
}
