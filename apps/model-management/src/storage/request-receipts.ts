import type { ReceiptRef, Store } from '@bodybroker/storage';

/** Longer than the longest call. */
const HOLD_MS = 10_000;

/** Does the work of a request with an idempotency key once. */
export class RequestReceipts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Runs `work` unless an earlier request with this key did; work that fails may be tried again.
   * @throws DomainError INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED, UNAVAILABLE IDEMPOTENCY_IN_PROGRESS, or what `work` throws
   */
  async once(
    ref: ReceiptRef,
    work: () => Promise<Uint8Array>,
  ): Promise<{ readonly status: 'done' | 'replayed'; readonly response: Uint8Array }> {
    const shard = this.#store.shard(ref.actor);
    const mark = await shard.beginReceipt(ref, { holdMs: HOLD_MS });
    if (mark.status === 'done') return { status: 'replayed', response: mark.response };
    const { token } = mark;
    try {
      const response = await work();
      await shard.commit({ receipt: { ...ref, response, token } });
      return { status: 'done', response };
    } catch (error) {
      // When this fails as well, the mark falls by itself.
      await shard.abandonReceipt(ref, token).catch(() => undefined);
      throw error;
    }
  }
}
