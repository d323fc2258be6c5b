import { createHash } from 'node:crypto';
import type { HandlerContext } from '@bodybroker/nats-sdk';
import type { ReceiptRef } from '@bodybroker/storage';

/** Names a request by its caller, method and idempotency key; the same key with another message is another request. */
export function receiptOf(context: HandlerContext, message: Uint8Array): ReceiptRef {
  return {
    actor: `${context.actor.kind}:${context.actor.id}`,
    method: context.method,
    key: context.idempotencyKey ?? '',
    fingerprint: createHash('sha256').update(message).digest('base64url'),
  };
}
