import { createHash } from 'node:crypto';
import { RpcError, type HandlerContext } from '@bodybroker/nats-sdk';
import type { ReceiptRef } from '@bodybroker/storage';

/**
 * Names a request by its caller, method and idempotency key, for a store to remember its answer under. The same key with
 * other bytes is another request, which the store refuses (IDEMPOTENCY_KEY_REUSED).
 *
 * @param request the request's canonical bytes: its message in protobuf
 * @throws RpcError INVALID_ARGUMENT IDEMPOTENCY_KEY_REQUIRED when the caller sent no key
 */
export function receiptOf(context: HandlerContext, request: Uint8Array): ReceiptRef {
  const receipt = receiptIfKeyed(context, request);
  if (receipt !== undefined) return receipt;
  throw new RpcError('INVALID_ARGUMENT', 'IDEMPOTENCY_KEY_REQUIRED', 'this method needs an idempotency key');
}

/** Like {@link receiptOf}, for methods where the key is optional: undefined without one. */
export function receiptIfKeyed(context: HandlerContext, request: Uint8Array): ReceiptRef | undefined {
  const { actor, method, idempotencyKey } = context;
  if (idempotencyKey === undefined) return undefined;
  const fingerprint = createHash('sha256').update(request).digest('base64url');
  return { actor: `${actor.kind}:${actor.id}`, method, key: idempotencyKey, fingerprint };
}

/** Tells the caller, by the header `Idempotent-Replay`, that this is the answer to an earlier request of the same key. */
export function markReplay(context: HandlerContext): void {
  context.setResponseHeader('Idempotent-Replay', 'true');
}
