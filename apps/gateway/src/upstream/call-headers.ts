import { formatActor, HEADER } from '@bodybroker/nats-sdk';
import type { TraceCarrier } from '@bodybroker/telemetry';
import type { GatewayCall } from './upstream.js';

/** Headers a call is sent with, as docs/wire-protocol.md has them; the deadline is added at each attempt. */
export function callHeaders(call: GatewayCall, trace: TraceCarrier): Record<string, string> {
  const headers: Record<string, string> = {
    [HEADER.contentType]: 'application/protobuf',
    [HEADER.acceptEncoding]: 'gzip',
    [HEADER.requestId]: call.requestId,
  };
  const optional: readonly (readonly [string, string | undefined])[] = [
    [HEADER.actor, call.actor.kind === 'anonymous' ? undefined : formatActor(call.actor)],
    [HEADER.scopes, call.scopes.length === 0 ? undefined : call.scopes.join(' ')],
    [HEADER.session, call.sessionId],
    [HEADER.idempotencyKey, call.idempotencyKey],
    [HEADER.world, call.worldId],
    [HEADER.locale, call.locale],
    [HEADER.clientAddress, call.clientAddress],
    [HEADER.traceparent, trace.traceparent],
    [HEADER.tracestate, trace.tracestate],
    [HEADER.baggage, trace.baggage],
  ];
  for (const [name, value] of optional) if (value !== undefined) headers[name] = value;
  return headers;
}
