import { DomainError } from '@bodybroker/domain';

/** How many streams a replica holds open at a time. */
export class LiveSlots {
  readonly #limit: number;
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Items, in a slot that is given back when the reader leaves. @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_SUBSCRIBERS */
  async *during<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    if (this.#taken >= this.#limit) {
      const message = `this replica serves ${this.#limit} subscribers already`;
      throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_SUBSCRIBERS', message, { retryAfterMs: 1000 });
    }
    this.#taken += 1;
    try {
      yield* items;
    } finally {
      this.#taken -= 1;
    }
  }
}
