/** A generation that this process runs. */
export interface LiveGeneration {
  /** Aborts when it shall stop, for whatever reason. */
  readonly signal: AbortSignal;
  cancel(): void;
  /** It is over. */
  close(): void;
}

/** The longest a generation may take. */
export const LONGEST_MS = 60_000;

/** The generations this process runs, so that they can be stopped, and waited for when the process ends. */
export class LiveGenerations {
  readonly #running = new Map<string, AbortController>();
  readonly #work = new Set<Promise<unknown>>();

  /** Begins one; it stops as well when `signal` aborts, and after a minute. */
  open(id: string, signal: AbortSignal): LiveGeneration {
    const stopping = new AbortController();
    this.#running.set(id, stopping);
    return {
      signal: AbortSignal.any([signal, stopping.signal, AbortSignal.timeout(LONGEST_MS)]),
      cancel: () => stopping.abort(),
      close: () => void this.#running.delete(id),
    };
  }

  /** Stops one, if it runs here. */
  cancel(id: string): void {
    this.#running.get(id)?.abort();
  }

  /** Has the end of the process wait for work; its failure is for whoever else waits for it. */
  track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#work.add(settled);
    void settled.then(() => this.#work.delete(settled));
    return work;
  }

  /** Stops all, and resolves when what became of them is written down. */
  async close(): Promise<void> {
    for (const stopping of this.#running.values()) stopping.abort();
    await Promise.all(this.#work);
  }
}
