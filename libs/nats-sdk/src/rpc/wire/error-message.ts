import { type Error as WireError, ErrorCode } from '@bodybroker/contracts-common';
import type { MessageHeaders } from '../../bus/bus.js';
import { HTTP_STATUS, isRpcErrorCode, type RpcErrorCode } from '../error-code.js';
import { RpcError } from '../rpc-error.js';
import { HEADER } from './header-names.js';

const MAX_HEADER_TEXT = 256;

/** The protobuf Error of an RpcError. */
export function toWireError(error: RpcError): WireError {
  return {
    code: ErrorCode[error.code],
    message: error.message,
    reason: error.reason,
    details: { ...error.details },
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: BigInt(Math.ceil(error.retryAfterMs)) }),
  };
}

/** The RpcError of a protobuf Error. A code this version does not know is taken as INTERNAL. */
export function fromWireError(error: WireError): RpcError {
  const name = ErrorCode[error.code];
  return new RpcError(isRpcErrorCode(name) ? name : 'INTERNAL', error.reason, error.message, {
    details: error.details,
    retryable: error.retryable,
    retryAfterMs: error.retryAfterMs === undefined ? undefined : Number(error.retryAfterMs),
  });
}

/** What the NATS micro protocol wants on an error reply. */
export function errorHeaders(error: RpcError): Record<string, string> {
  return {
    [HEADER.serviceError]: `${error.reason}: ${error.message}`.replace(/[\r\n\0]+/g, ' ').slice(0, MAX_HEADER_TEXT),
    [HEADER.serviceErrorCode]: String(HTTP_STATUS[error.code]),
  };
}

/** Whether a reply says it is an error. */
export function hasErrorHeader(headers: MessageHeaders): boolean {
  return headers[HEADER.serviceErrorCode] !== undefined;
}

/** The best that the headers alone tell of an error, for replies of services that speak only the micro protocol. */
export function errorFromHeaders(headers: MessageHeaders): RpcError {
  const code = codeOfStatus(Number(headers[HEADER.serviceErrorCode]));
  return new RpcError(code, code, headers[HEADER.serviceError] ?? 'the service reports an error');
}

function codeOfStatus(status: number): RpcErrorCode {
  const found = Object.entries(HTTP_STATUS).find(([, httpStatus]) => httpStatus === status)?.[0];
  return isRpcErrorCode(found) ? found : 'INTERNAL';
}
