import type { Error as WireError } from '@bodybroker/contracts-common';
import { RpcError, isRpcErrorCode, toWireError } from '@bodybroker/nats-sdk';
import type { CallFailure } from '../domain/call-failure.js';

/** A failure as others see it. */
export function toWireFailure({ code, reason, message, details, retryable, retryAfterMs }: CallFailure): WireError {
  return toWireError(
    new RpcError(isRpcErrorCode(code) ? code : 'INTERNAL', reason, message, { details, retryable, retryAfterMs }),
  );
}

/** A failure out of the error that a call threw. */
export function toFailure({ code, reason, message, details, retryable, retryAfterMs }: RpcError): CallFailure {
  return { code, reason, message, details, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
