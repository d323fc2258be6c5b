import type { ReceiptRef } from './receipt.js';

/** One text per receipt: the actor's length keeps actor and key apart, whatever characters they hold. */
export function receiptKey(ref: Pick<ReceiptRef, 'actor' | 'method' | 'key'>): string {
  return `${ref.method}:${ref.actor.length}:${ref.actor}:${ref.key}`;
}
