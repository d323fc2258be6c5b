import type { MiddlewareHandler } from 'hono';
import type { TraceCarrier } from '@bodybroker/telemetry';
import type { Exchange } from '../http/exchange.js';
import type { GatewayEnv } from '../http/gateway-env.js';
import type { HttpObserver } from '../http/http-observer.js';

export interface ExchangeOptions {
  /** Makes a request id (ULID). */
  readonly newId: () => string;
  /** How many proxies in front of us append to X-Forwarded-For. 0: the peer is the client. */
  readonly trustedProxies: number;
  readonly observer: HttpObserver;
  /** Headers each answer gets. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether no new connections are taken any more. */
  readonly isClosing: () => boolean;
}

const SAFE_ID = /^[\w.:-]{1,128}$/;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const MAX_TRACE_HEADER = 8192;

/** Opens the exchange: gives the request its id (X-Request-Id, or a new one) and trace, and observes how it ends. */
export function exchange(options: ExchangeOptions): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const header = (name: string): string | undefined => c.req.header(name);
    const given = header('x-request-id');
    const requestId = given !== undefined && SAFE_ID.test(given) ? given : options.newId();
    const observed = options.observer.request(c.req.method, traceOf(header));
    const { path, query } = splitUrl(c.req.url);
    const opened: Exchange = {
      requestId,
      httpMethod: c.req.method,
      path,
      query,
      trace: observed.trace,
      clientAddress: clientAddress(
        c.env?.incoming?.socket.remoteAddress,
        header('x-forwarded-for'),
        options.trustedProxies,
      ),
      incoming: c.env?.incoming,
      outgoing: c.env?.outgoing,
      answerHeaders: {
        ...options.headers,
        'X-Request-Id': requestId,
      },
      isClosing: options.isClosing,
      route: 'none',
    };
    c.set('exchange', opened);
    await next();
    observed.end(c.res.status, opened.route);
  };
}

function traceOf(header: (name: string) => string | undefined): TraceCarrier {
  const traceparent = header('traceparent');
  if (traceparent === undefined || !TRACEPARENT.test(traceparent)) return {};
  const bounded = (value: string | undefined): string | undefined =>
    value !== undefined && value.length <= MAX_TRACE_HEADER ? value : undefined;
  return { traceparent, tracestate: bounded(header('tracestate')), baggage: bounded(header('baggage')) };
}

function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const hash = url.indexOf('#');
  const target = start < 0 ? '/' : url.slice(start, hash < 0 ? undefined : hash);
  const question = target.indexOf('?');
  return question < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, question), query: target.slice(question + 1) };
}

function clientAddress(peer: string | undefined, forwarded: string | undefined, trustedProxies: number): string {
  if (trustedProxies === 0 || forwarded === undefined) return peer ?? 'unknown';
  // Only what our own proxies appended can be believed: the entry the outermost of them wrote.
  const addresses = forwarded.split(',').map((address) => address.trim());
  return addresses.at(-trustedProxies)?.slice(0, 64) || (peer ?? 'unknown');
}
