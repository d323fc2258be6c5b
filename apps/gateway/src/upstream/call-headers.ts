import { formatActor, HEADER } from '@bodybroker/nats-sdk';
import type { TraceCarrier } from '@bodybroker/telemetry';
import type { GatewayCall } from './upstream.js';

/** Headers a call is sent with, as docs/wire-protocol.md has them; the deadline is added at each attempt. */
export function callHeaders(call: GatewayCall, trace: TraceCarrier): Record<string, string> {
  const headers: Record<string, string> = {
    [HEADER.contentType]: 'application/protobuf',
    [HEADER.acceptEncoding]: 'gzip',
    [HEADER.requestId]: call.requestId,
    [HEADER.world]: call.worldId,
    [HEADER.locale]: call.locale,
  };
  if (call.actor.kind !== 'anonymous') headers[HEADER.actor] = formatActor(call.actor);
  if (call.scopes.length > 0) headers[HEADER.scopes] = call.scopes.join(' ');
  if (call.sessionId !== undefined) headers[HEADER.session] = call.sessionId;
  if (call.idempotencyKey !== undefined) headers[HEADER.idempotencyKey] = call.idempotencyKey;
  if (call.clientAddress !== undefined) headers[HEADER.clientAddress] = call.clientAddress;
  if (trace.traceparent !== undefined) headers[HEADER.traceparent] = trace.traceparent;
  if (trace.tracestate !== undefined) headers[HEADER.tracestate] = trace.tracestate;
  if (trace.baggage !== undefined) headers[HEADER.baggage] = trace.baggage;
  return headers;
}
