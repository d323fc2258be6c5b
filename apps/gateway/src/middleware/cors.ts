import type { MiddlewareHandler } from 'hono';
import { answer } from '../http/exchange.js';
import type { GatewayEnv } from '../http/gateway-env.js';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'X-Request-Id',
  'Last-Event-ID',
  'Connect-Protocol-Version',
  'Connect-Timeout-Ms',
  'X-User-Agent',
  'traceparent',
  'tracestate',
].join(', ');
const ANSWER_HEADERS = 'X-Request-Id, Retry-After, Idempotent-Replay';

/**
 * Cross-origin access for the listed origins; for all others, and when none is listed, browsers keep out (no CORS headers).
 * @param origins exact origins, such as `https://play.example`
 */
export function cors(origins: readonly string[]): MiddlewareHandler<GatewayEnv> {
  const allowed = new Set(origins);
  return async (c, next) => {
    if (allowed.size === 0) return next();
    const exchange = c.get('exchange');
    exchange.answerHeaders['Vary'] = 'Origin';
    const origin = c.req.header('origin');
    if (origin === undefined || !allowed.has(origin)) return next();
    exchange.answerHeaders['Access-Control-Allow-Origin'] = origin;
    exchange.answerHeaders['Access-Control-Expose-Headers'] = ANSWER_HEADERS;
    exchange.answerHeaders['Cross-Origin-Resource-Policy'] = 'cross-origin';
    if (c.req.method !== 'OPTIONS' || c.req.header('access-control-request-method') === undefined) return next();
    exchange.route = 'preflight';
    return answer(
      exchange,
      204,
      {
        'Access-Control-Allow-Methods': METHODS,
        'Access-Control-Allow-Headers': REQUEST_HEADERS,
        'Access-Control-Max-Age': '600',
      },
      null,
    );
  };
}
