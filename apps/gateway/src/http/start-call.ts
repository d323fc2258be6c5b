import { IdempotencyKey } from '@bodybroker/contracts-options';
import { RpcError } from '@bodybroker/nats-sdk';
import type { Principal } from '../auth/principal.js';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { badRequest } from '../problems/http-error.js';
import type { GatewayCall } from '../upstream/upstream.js';
import type { Exchange } from './exchange.js';

/** A call on behalf of an HTTP request. */
export interface StartedCall {
  readonly context: GatewayCall;
  /** Cancels the work of the service. */
  abort(reason: RpcError): void;
  /** Stops looking at the connection; to be called when the answer is on its way. */
  finish(): void;
}

export interface CallParts {
  readonly method: GatewayMethod;
  readonly exchange: Exchange;
  readonly principal: Principal;
  /** Header `Idempotency-Key`. */
  readonly idempotencyKey: string | undefined;
  /** Header `Accept-Language`. */
  readonly acceptLanguage: string | undefined;
  /** What the caller gives us, in milliseconds; the method's own time when that is less or this undefined. */
  readonly timeoutMs: number | undefined;
  /** Monotonic milliseconds (performance.now()). */
  readonly nowMs: number;
}

const PRINTABLE_KEY = /^[\x20-\x7e]{1,128}$/;
const LANGUAGE_TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/;

/**
 * Starts a call that ends with the client: when its connection closes before the answer is out, the call is cancelled.
 * @throws RpcError INVALID_ARGUMENT BAD_IDEMPOTENCY_KEY | IDEMPOTENCY_KEY_REQUIRED
 */
export function startCall({ method, exchange, principal, nowMs, ...parts }: CallParts): StartedCall {
  const { requestId, trace, outgoing, clientAddress } = exchange;
  const controller = new AbortController();
  const onClose = (): void => controller.abort(new RpcError('CANCELLED', 'CLIENT_GONE', 'the client went away'));
  const idempotencyKey = checkedKey(method, parts.idempotencyKey);
  outgoing?.once('close', onClose);
  const timeoutMs = Math.min(parts.timeoutMs ?? Infinity, method.timeoutMs ?? Infinity);
  return {
    abort: (reason) => controller.abort(reason),
    finish: () => void outgoing?.off('close', onClose),
    context: {
      actor: principal.actor,
      scopes: principal.scopes,
      sessionId: principal.sessionId,
      requestId,
      correlationId: requestId,
      causationId: requestId,
      idempotencyKey,
      worldId: 'main',
      locale: localeOf(parts.acceptLanguage),
      clientAddress,
      traceparent: trace.traceparent,
      tracestate: trace.tracestate,
      baggage: trace.baggage,
      deadline: timeoutMs === Infinity ? undefined : nowMs + timeoutMs,
      signal: controller.signal,
    },
  };
}

function checkedKey({ options }: GatewayMethod, key: string | undefined): string | undefined {
  if (key !== undefined && !PRINTABLE_KEY.test(key)) {
    throw badRequest('BAD_IDEMPOTENCY_KEY', 'the idempotency key must be 1 to 128 printable ASCII characters');
  }
  if (key === undefined && options.idempotencyKey === IdempotencyKey.REQUIRED) {
    throw badRequest('IDEMPOTENCY_KEY_REQUIRED', 'this method needs the header Idempotency-Key');
  }
  return key;
}

/** The first language of an Accept-Language header, `en` when it names none. */
function localeOf(acceptLanguage: string | undefined): string {
  const first = acceptLanguage?.split(/[,;]/, 1)[0]?.trim() ?? '';
  return LANGUAGE_TAG.test(first) ? first : 'en';
}
