import { RpcError } from '@bodybroker/nats-sdk';

/** Bounds how many streams one caller has open at a time. */
export class StreamSlots {
  readonly #perCaller: number;
  readonly #open = new Map<string, number>();

  constructor(perCaller: number) {
    this.#perCaller = perCaller;
  }

  /** Streams that are open now. */
  get open(): number {
    let sum = 0;
    for (const count of this.#open.values()) sum += count;
    return sum;
  }

  /**
   * Takes a place; give it back by calling what is returned.
   * @throws RpcError RESOURCE_EXHAUSTED TOO_MANY_STREAMS
   */
  take(caller: string): () => void {
    const count = this.#open.get(caller) ?? 0;
    if (count >= this.#perCaller) {
      throw new RpcError(
        'RESOURCE_EXHAUSTED',
        'TOO_MANY_STREAMS',
        `no more than ${this.#perCaller} streams at a time`,
        {
          details: { limit: String(this.#perCaller) },
          retryAfterMs: 1000,
        },
      );
    }
    this.#open.set(caller, count + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const present = this.#open.get(caller) ?? 1;
      if (present <= 1) this.#open.delete(caller);
      else this.#open.set(caller, present - 1);
    };
  }
}
