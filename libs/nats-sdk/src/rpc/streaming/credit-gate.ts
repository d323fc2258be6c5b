import type { RpcError } from '../rpc-error.js';

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: RpcError) => void;
}

/** Lets a sender through as far as its peer has given credit. Credit is the number of frames allowed in all. */
export class CreditGate {
  #limit: number;
  #waiter: Waiter | undefined;
  #waitingFor = 0;
  #closed: { readonly error: RpcError | undefined } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Undefined when frame `sequence` may go at once, else a promise for when it may. It rejects when the stream fails. */
  take(sequence: number): Promise<void> | undefined {
    if (this.#closed !== undefined) {
      const { error } = this.#closed;
      return error === undefined ? undefined : Promise.reject(error);
    }
    if (sequence < this.#limit) return undefined;
    return new Promise((resolve, reject) => {
      this.#waitingFor = sequence;
      this.#waiter = { resolve, reject };
    });
  }

  /** Raises the limit; a lower one is old news. */
  grant(limit: number): void {
    if (limit <= this.#limit) return;
    this.#limit = limit;
    if (this.#waitingFor < limit) this.#release()?.resolve();
  }

  close(error: RpcError | undefined): void {
    this.#closed = { error };
    const waiter = this.#release();
    if (error === undefined) waiter?.resolve();
    else waiter?.reject(error);
  }

  #release(): Waiter | undefined {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    return waiter;
  }
}
