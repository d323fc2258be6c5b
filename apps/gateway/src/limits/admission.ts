import { RpcError } from '@bodybroker/nats-sdk';

/**
 * Bounds the requests under way. One too many is refused at once (503): waiting here would only make it late, and the
 * services behind have short queues of their own.
 */
export class Admission {
  readonly #maxInFlight: number;
  readonly #idle: (() => void)[] = [];
  #inFlight = 0;

  constructor(maxInFlight: number) {
    this.#maxInFlight = maxInFlight;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Takes a place; call {@link leave} exactly once afterwards. @throws RpcError UNAVAILABLE OVERLOADED */
  enter(): void {
    if (this.#inFlight >= this.#maxInFlight) {
      throw new RpcError('UNAVAILABLE', 'OVERLOADED', 'too many requests are under way', { retryAfterMs: 1000 });
    }
    this.#inFlight += 1;
  }

  leave(): void {
    this.#inFlight -= 1;
    if (this.#inFlight === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when nothing is under way. */
  whenIdle(): Promise<void> {
    return this.#inFlight === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }
}
