import type { RpcErrorCode } from '@bodybroker/nats-sdk';

/** Codes of the Connect protocol and the HTTP status each has (connectrpc.com/docs/protocol, "Error Codes"). */
const CONNECT_STATUS = {
  canceled: 499,
  invalid_argument: 400,
  deadline_exceeded: 504,
  not_found: 404,
  already_exists: 409,
  permission_denied: 403,
  resource_exhausted: 429,
  failed_precondition: 400,
  aborted: 409,
  unimplemented: 501,
  internal: 500,
  unavailable: 503,
  data_loss: 500,
  unauthenticated: 401,
} as const;

export type ConnectCode = keyof typeof CONNECT_STATUS;

const CODES: Readonly<Record<RpcErrorCode, ConnectCode>> = {
  INVALID_ARGUMENT: 'invalid_argument',
  UNAUTHENTICATED: 'unauthenticated',
  PERMISSION_DENIED: 'permission_denied',
  NOT_FOUND: 'not_found',
  ALREADY_EXISTS: 'already_exists',
  VERSION_CONFLICT: 'aborted',
  FAILED_PRECONDITION: 'failed_precondition',
  RESOURCE_EXHAUSTED: 'resource_exhausted',
  CANCELLED: 'canceled',
  INTERNAL: 'internal',
  DATA_LOSS: 'data_loss',
  UNIMPLEMENTED: 'unimplemented',
  UNAVAILABLE: 'unavailable',
  DEADLINE_EXCEEDED: 'deadline_exceeded',
};

/** The Connect code of one of ours; a version conflict is `aborted`: read again, then retry. */
export function connectCodeOf(code: RpcErrorCode): ConnectCode {
  return CODES[code];
}

export function connectStatusOf(code: RpcErrorCode): number {
  return CONNECT_STATUS[CODES[code]];
}
