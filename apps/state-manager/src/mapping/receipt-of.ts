import { createHash } from 'node:crypto';
import type { HandlerContext } from '@bodybroker/nats-sdk';
import type { ReceiptRef } from '@bodybroker/storage';

/** Names a request under its idempotency key; undefined when it has none. `request` is its canonical bytes. */
export function receiptOf(context: HandlerContext, request: Uint8Array): ReceiptRef | undefined {
  const { actor, method, idempotencyKey } = context;
  if (idempotencyKey === undefined) return undefined;
  const fingerprint = createHash('sha256').update(request).digest('base64url');
  return { actor: `${actor.kind}:${actor.id}`, method, key: idempotencyKey, fingerprint };
}

/** The header that tells a repeat from the first answer. */
export function markReplay(context: HandlerContext): void {
  context.setResponseHeader('Idempotent-Replay', 'true');
}
