import { answer, type Exchange } from './exchange.js';

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
 */
export class CrossOrigin {
  readonly #allowed: ReadonlySet<string>;

  /** @param origins exact origins, such as `https://play.example` */
  constructor(origins: readonly string[]) {
    this.#allowed = new Set(origins);
  }

  /** Adds to the headers of the answer what lets the asking page read it. Answers a preflight; undefined: it is none. */
  apply(exchange: Exchange): Response | undefined {
    if (this.#allowed.size === 0) return undefined;
    exchange.answerHeaders['Vary'] = 'Origin';
    const origin = exchange.header('origin');
    if (origin === undefined || !this.#allowed.has(origin)) return undefined;
    exchange.answerHeaders['Access-Control-Allow-Origin'] = origin;
    exchange.answerHeaders['Access-Control-Expose-Headers'] = ANSWER_HEADERS;
    exchange.answerHeaders['Cross-Origin-Resource-Policy'] = 'cross-origin';
    const wanted = exchange.header('access-control-request-method');
    if (exchange.httpMethod !== 'OPTIONS' || wanted === undefined) return undefined;
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
  }
}
