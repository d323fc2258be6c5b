import type { ReceiptRef, Shard } from '@bodybroker/storage';

/** How long a request's mark outlives a process that died over it. */
const HOLD_MS = 30_000;

/** What a request answered, now or the first time. */
export interface OnceResult {
  readonly response: Uint8Array;
  readonly isReplay: boolean;
}

/**
 * Does the work of one idempotency key once; a repeat gets the first response. Work that fails may be tried again.
 * @throws DomainError INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED; UNAVAILABLE IDEMPOTENCY_IN_PROGRESS; whatever work throws
 */
export async function once(shard: Shard, receipt: ReceiptRef, work: () => Promise<Uint8Array>): Promise<OnceResult> {
  const mark = await shard.beginReceipt(receipt, { holdMs: HOLD_MS });
  if (mark.status === 'done') return { response: mark.response, isReplay: true };
  let response: Uint8Array;
  try {
    response = await work();
  } catch (error) {
    await shard.abandonReceipt(receipt, mark.token);
    throw error;
  }
  await shard.commit({ receipt: { ...receipt, response, token: mark.token } });
  return { response, isReplay: false };
}
