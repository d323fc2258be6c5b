import type { Context } from 'hono';
import type { TraceCarrier } from '@bodybroker/telemetry';
import type { Exchange } from './exchange.js';
import type { GatewayEnv } from './gateway-env.js';
import type { HttpObserver, ObservedRequest } from './http-observer.js';
import { SECURITY_HEADERS } from './security-headers.js';

export interface ExchangeOptions {
  /** Makes a request id (ULID). */
  readonly newId: () => string;
  /** How many proxies in front of us append to X-Forwarded-For. 0: the peer is the client. */
  readonly trustedProxies: number;
  readonly observer: HttpObserver;
  /** Whether no new connections are taken any more. */
  readonly isClosing: () => boolean;
}

/** Reads a header of a request by its name in lower case. */
type HeaderReader = (name: string) => string | undefined;

const SAFE_ID = /^[\w.:-]{1,128}$/;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const MAX_TRACE_HEADER = 8192;

/** Opens the exchange: gives the request its id (X-Request-Id, or a new one) and trace, and observes how it ends. */
export function openExchange(
  c: Context<GatewayEnv>,
  options: ExchangeOptions,
): { readonly exchange: Exchange; readonly observed: ObservedRequest } {
  const { incoming, outgoing } = c.env ?? {};
  const header = headerReader(c);
  const given = header('x-request-id');
  const requestId = given !== undefined && SAFE_ID.test(given) ? given : options.newId();
  const httpMethod = c.req.method;
  const observed = options.observer.request(httpMethod, traceOf(header));
  const { path, query } = splitUrl(c.req.url);
  const exchange: Exchange = {
    requestId,
    httpMethod,
    path,
    query,
    header,
    trace: observed.carrier,
    clientAddress: clientAddress(incoming?.socket.remoteAddress, header('x-forwarded-for'), options.trustedProxies),
    request: c.req.raw,
    incoming,
    outgoing,
    answerHeaders: { ...SECURITY_HEADERS, 'X-Request-Id': requestId },
    isClosing: options.isClosing,
    route: 'none',
  };
  return { exchange, observed };
}

/** Node's own table of headers where there is one: Hono's looks names up one by one in the list as it came. */
function headerReader(c: Context<GatewayEnv>): HeaderReader {
  const headers = c.env?.incoming?.headers;
  if (headers === undefined) return (name) => c.req.header(name);
  return (name) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
}

function traceOf(header: HeaderReader): TraceCarrier {
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
