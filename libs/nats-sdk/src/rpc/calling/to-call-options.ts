import type { RpcOptions } from '@protobuf-ts/runtime-rpc';
import type { CallContext } from '../call-context.js';
import type { CallOptions } from '../client.js';

/**
 * Reads a protobuf-ts call's options: `timeout` (milliseconds or a Date), `abort`, `meta` (headers), and as extras
 * `idempotencyKey`, `instance`, `context` and `hedgeAfterMs`, as in {@link CallOptions}.
 */
export function toCallOptions(options: RpcOptions): CallOptions {
  const { timeout, abort, meta } = options;
  const { idempotencyKey, instance, context, hedgeAfterMs } = options;
  return {
    ...(timeout === undefined ? {} : { timeoutMs: toMs(timeout) }),
    ...(abort === undefined ? {} : { signal: abort }),
    ...(meta === undefined ? {} : { headers: oneValueEach(meta) }),
    ...(typeof idempotencyKey === 'string' ? { idempotencyKey } : {}),
    ...(typeof instance === 'string' ? { instance } : {}),
    ...(typeof hedgeAfterMs === 'number' ? { hedgeAfterMs } : {}),
    ...(typeof context === 'object' && context !== null ? { context: context as CallContext } : {}),
  };
}

function toMs(timeout: number | Date): number {
  // protobuf-ts gives points of wall-clock time; there is no other way to read them.
  return typeof timeout === 'number' ? timeout : timeout.getTime() - new Date().getTime();
}

function oneValueEach(meta: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(meta).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]),
  );
}
