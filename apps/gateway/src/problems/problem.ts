import { HTTP_STATUS, type RpcError, type RpcErrorCode } from '@bodybroker/nats-sdk';
import { HttpError } from './http-error.js';
import { shortened } from './shortened.js';

/** An error as the body of an HTTP answer (RFC 9457). */
export interface Problem {
  /** `urn:bodybroker:problem:<reason>`; the reason in lower case with hyphens. */
  readonly type: string;
  /** What kind of failure it is, for people; the same for each code. */
  readonly title: string;
  readonly status: number;
  /** What went wrong this time, for people. */
  readonly detail: string;
  readonly code: RpcErrorCode;
  /** SCREAMING_SNAKE, stable. */
  readonly reason: string;
  readonly details: Readonly<Record<string, string>>;
  readonly retryable: boolean;
  readonly retry_after_ms?: number;
  readonly request_id: string;
  /** Path of the request, its beginning when it is very long. */
  readonly instance: string;
}

export interface ProblemContext {
  readonly requestId: string;
  readonly path: string;
}

/** A path may be as long as its head; an answer is for people. */
const MAX_INSTANCE_LENGTH = 512;

const TITLES: Readonly<Record<RpcErrorCode, string>> = {
  INVALID_ARGUMENT: 'Invalid request',
  UNAUTHENTICATED: 'Not authenticated',
  PERMISSION_DENIED: 'Permission denied',
  NOT_FOUND: 'Not found',
  ALREADY_EXISTS: 'Already exists',
  VERSION_CONFLICT: 'Version conflict',
  FAILED_PRECONDITION: 'Not possible in the present state',
  RESOURCE_EXHAUSTED: 'Limit reached',
  CANCELLED: 'Cancelled',
  INTERNAL: 'Internal error',
  DATA_LOSS: 'Data lost',
  UNIMPLEMENTED: 'Not implemented',
  UNAVAILABLE: 'Unavailable',
  DEADLINE_EXCEEDED: 'Time ran out',
};

/** The HTTP status an error is answered with. */
export function statusOf(error: RpcError): number {
  return error instanceof HttpError ? error.status : HTTP_STATUS[error.code];
}

/** Describes an error as a problem. */
export function problemOf(error: RpcError, context: ProblemContext): Problem {
  const { message, details } = shortened(error);
  return {
    type: `urn:bodybroker:problem:${error.reason.toLowerCase().replaceAll('_', '-')}`,
    title: TITLES[error.code],
    status: statusOf(error),
    detail: message,
    code: error.code,
    reason: error.reason,
    details,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retry_after_ms: error.retryAfterMs }),
    request_id: context.requestId,
    instance: context.path.slice(0, MAX_INSTANCE_LENGTH),
  };
}

/** Headers that go with an error: `Retry-After` in whole seconds, `WWW-Authenticate` for 401 (RFC 6750). */
export function problemHeaders(error: RpcError): Record<string, string> {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
  const status = statusOf(error);
  if (error.retryAfterMs !== undefined)
    headers['Retry-After'] = String(Math.max(1, Math.ceil(error.retryAfterMs / 1000)));
  else if (status === 429 || status === 503) headers['Retry-After'] = '1';
  if (status === 401) {
    headers['WWW-Authenticate'] =
      error.reason === 'TOKEN_REQUIRED'
        ? 'Bearer realm="body-broker"'
        : 'Bearer realm="body-broker", error="invalid_token"';
  }
  return error instanceof HttpError ? { ...headers, ...error.headers } : headers;
}
