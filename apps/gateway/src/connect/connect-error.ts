import { Error as ErrorMessage, ErrorCode } from '@bodybroker/contracts-common';
import type { RpcError } from '@bodybroker/nats-sdk';
import { HttpError } from '../problems/http-error.js';
import { problemHeaders } from '../problems/problem.js';
import { shortened } from '../problems/shortened.js';
import { answer, type Exchange } from '../http/exchange.js';
import { connectCodeOf, connectStatusOf, type ConnectCode } from './connect-code.js';

/** An error as Connect writes it. */
export interface ConnectErrorJson {
  readonly code: ConnectCode;
  readonly message: string;
  readonly details: readonly {
    readonly type: string;
    /** Protobuf binary in base64 without padding. */
    readonly value: string;
    readonly debug: unknown;
  }[];
}

/** Writes an error for Connect clients; its one detail is our own `bodybroker.common.v1.Error`, with reason and details. */
export function connectError(error: RpcError): ConnectErrorJson {
  const { message, details } = shortened(error);
  const detail = ErrorMessage.create({
    code: ErrorCode[error.code],
    message,
    reason: error.reason,
    details,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: BigInt(Math.ceil(error.retryAfterMs)) }),
  } as never);
  return {
    code: connectCodeOf(error.code),
    message,
    details: [
      {
        type: ErrorMessage.typeName,
        value: Buffer.from(ErrorMessage.toBinary(detail)).toString('base64').replace(/=+$/, ''),
        debug: ErrorMessage.toJson(detail),
      },
    ],
  };
}

/** The answer to a unary call that failed. */
export function connectErrorAnswer(exchange: Exchange, error: RpcError): Response {
  const status = error instanceof HttpError ? error.status : connectStatusOf(error.code);
  const headers = { 'Content-Type': 'application/json', ...problemHeaders(error) };
  return answer(exchange, status, headers, JSON.stringify(connectError(error)));
}
