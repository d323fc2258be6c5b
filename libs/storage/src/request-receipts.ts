import type { ReceiptRef } from './receipt.js';
import type { Store } from './store.js';

/** What a request with an idempotency key answers, now or as the first time. */
export interface RequestResult {
  readonly status: 'done' | 'replayed';
  readonly response: Uint8Array;
}

/** Does the work of a request with an idempotency key once, where its effects are outside the store; see also `upsertOnce`. */
export class RequestReceipts {
  readonly #store: Store;
  readonly #holdMs: number;

  /** @param options.holdMs longer than the work takes: so long repeats are refused after a process died over it */
  constructor(store: Store, options: { readonly holdMs: number }) {
    this.#store = store;
    this.#holdMs = options.holdMs;
  }

  /**
   * Runs `work` unless an earlier request with this key did; work that fails may be tried again.
   * @throws DomainError INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED, UNAVAILABLE IDEMPOTENCY_IN_PROGRESS, or what `work` throws
   */
  async once(ref: ReceiptRef, work: () => Promise<Uint8Array>): Promise<RequestResult> {
    const shard = this.#store.shard(ref.actor);
    const mark = await shard.beginReceipt(ref, { holdMs: this.#holdMs });
    if (mark.status === 'done') return { status: 'replayed', response: mark.response };
    let response: Uint8Array;
    try {
      response = await work();
    } catch (error) {
      // When this fails as well, the mark falls by itself.
      await shard.abandonReceipt(ref, mark.token).catch(() => undefined);
      throw error;
    }
    // Should this fail the mark stays: the work is done, and must not be done again at once.
    await shard.commit({ receipt: { ...ref, response, token: mark.token } });
    return { status: 'done', response };
  }
}
