/** For how long a receipt is kept unless said otherwise: 24 h. */
export const RECEIPT_TTL_MS = 24 * 3_600_000;

/**
 * Names one request of one caller. Consumers use receipts too, to do an event's effect once: actor is the durable consumer,
 * key the event id, and the fingerprint a constant.
 */
export interface ReceiptRef {
  /** Who asks, such as `player:p1`. */
  readonly actor: string;
  readonly method: string;
  /** The caller's idempotency key. */
  readonly key: string;
  /** A hash of the canonical request: the same key with another request is refused. */
  readonly fingerprint: string;
}

export interface ReceiptToWrite extends ReceiptRef {
  readonly response: Uint8Array;
  /** Default {@link RECEIPT_TTL_MS}. */
  readonly ttlMs?: number;
  /** The token of beginReceipt, when the work was marked. Without it an open mark refuses the commit (IDEMPOTENCY_IN_PROGRESS). */
  readonly token?: string;
}

export type ReceiptState =
  | { readonly status: 'absent' }
  | { readonly status: 'in_progress' }
  | { readonly status: 'done'; readonly response: Uint8Array };

export type ReceiptMark =
  { readonly status: 'begun'; readonly token: string } | { readonly status: 'done'; readonly response: Uint8Array };
