import { RpcError } from '@bodybroker/nats-sdk';

/** The gateway does not know yet what it needs to know (503). */
export function starting(): RpcError {
  return new RpcError('UNAVAILABLE', 'STARTING', 'the gateway is starting', { retryAfterMs: 1000 });
}
