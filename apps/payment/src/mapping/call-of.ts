import { createHash } from 'node:crypto';
import type { HandlerContext } from '@bodybroker/nats-sdk';
import { receiptOf } from '@bodybroker/service-kit';
import type { CallMark } from '../domain/ledger-record.js';

/**
 * Names a call in the ledger by its caller, method and idempotency key.
 * @param request its message in protobuf
 * @throws RpcError INVALID_ARGUMENT IDEMPOTENCY_KEY_REQUIRED when the caller sent no key
 */
export function callOf(context: HandlerContext, request: Uint8Array): Pick<CallMark, 'mark' | 'fingerprint'> {
  const { actor, method, key, fingerprint } = receiptOf(context, request);
  return { mark: callMark(actor, method, key), fingerprint };
}

/** @param actor as `service:orchestration` */
export function callMark(actor: string, method: string, key: string): string {
  // 128 bits: no two calls of all time share a mark.
  return createHash('sha256').update(`${actor}\n${method}\n${key}`).digest('base64url').slice(0, 22);
}
