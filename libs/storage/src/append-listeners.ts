/** Who wants to know of commits with events. */
export class AppendListeners {
  readonly #listeners = new Set<(shard: number) => void>();

  /** Adds a listener, once per call, and returns what removes it. */
  add(listener: (shard: number) => void): () => void {
    const own = (shard: number): void => listener(shard);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  readonly notify = (shard: number): void => {
    for (const listener of this.#listeners) listener(shard);
  };
}
