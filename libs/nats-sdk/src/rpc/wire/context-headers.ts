import type { TraceCarrier } from '@bodybroker/telemetry';
import type { MessageHeaders } from '../../bus/bus.js';
import { ANONYMOUS, formatActor, parseActor } from '../actor.js';
import type { Actor, CallContext } from '../call-context.js';
import { RpcError } from '../rpc-error.js';
import { HEADER } from './header-names.js';

export const DEFAULT_WORLD = 'main';
export const DEFAULT_LOCALE = 'en';

/** What of a context goes into headers. The deadline is written at each attempt, the trace is that of the call itself. */
export type SentContext = Omit<
  CallContext,
  'deadline' | 'signal' | 'idempotencyKey' | 'traceparent' | 'tracestate' | 'baggage'
>;

/** Writes a context into headers, leaving out what equals the default. */
export function writeContext(context: SentContext, headers: Record<string, string>): void {
  if (context.actor.kind !== 'anonymous') headers[HEADER.actor] = formatActor(context.actor);
  if (context.scopes.length > 0) headers[HEADER.scopes] = context.scopes.join(' ');
  if (context.sessionId !== undefined) headers[HEADER.session] = context.sessionId;
  headers[HEADER.requestId] = context.requestId;
  if (context.correlationId !== context.requestId) headers[HEADER.correlationId] = context.correlationId;
  if (context.causationId !== context.requestId) headers[HEADER.causationId] = context.causationId;
  if (context.worldId !== DEFAULT_WORLD) headers[HEADER.world] = context.worldId;
  if (context.locale !== DEFAULT_LOCALE) headers[HEADER.locale] = context.locale;
}

export function writeTrace(trace: TraceCarrier, headers: Record<string, string>): void {
  if (trace.traceparent !== undefined) headers[HEADER.traceparent] = trace.traceparent;
  if (trace.tracestate !== undefined) headers[HEADER.tracestate] = trace.tracestate;
  if (trace.baggage !== undefined) headers[HEADER.baggage] = trace.baggage;
}

/** @throws RpcError UNAUTHENTICATED BAD_ACTOR when the header names nobody */
export function readActor(headers: MessageHeaders): Actor {
  const text = headers[HEADER.actor];
  if (text === undefined) return ANONYMOUS;
  const actor = parseActor(text);
  if (actor === undefined) throw new RpcError('UNAUTHENTICATED', 'BAD_ACTOR', `${HEADER.actor} names nobody`);
  return actor;
}

export function readScopes(headers: MessageHeaders): readonly string[] {
  const text = headers[HEADER.scopes];
  return text === undefined || text === '' ? [] : text.split(' ');
}

/**
 * What the caller has left, in milliseconds; undefined when it set no limit.
 * @throws RpcError INVALID_ARGUMENT BAD_HEADER when it is no number
 */
export function readTimeoutMs(headers: MessageHeaders): number | undefined {
  const text = headers[HEADER.timeoutMs];
  if (text === undefined) return undefined;
  const timeoutMs = text === '' ? Number.NaN : Number(text);
  if (!Number.isNaN(timeoutMs)) return timeoutMs;
  throw new RpcError('INVALID_ARGUMENT', 'BAD_HEADER', `${HEADER.timeoutMs} must be a number`, {
    details: { header: HEADER.timeoutMs },
  });
}
