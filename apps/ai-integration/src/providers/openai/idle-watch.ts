/** Aborts when nothing was heard for a while. Stop it when the work is over. */
export class IdleWatch {
  readonly #aborting = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(idleMs: number) {
    this.#timer = setTimeout(() => this.#aborting.abort(), idleMs).unref();
  }

  get signal(): AbortSignal {
    return this.#aborting.signal;
  }

  /** Something was heard. */
  readonly touch = (): void => {
    this.#timer.refresh();
  };

  stop(): void {
    clearTimeout(this.#timer);
  }
}
