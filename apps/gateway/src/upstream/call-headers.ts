import { HEADER, writeContext, writeTrace } from '@bodybroker/nats-sdk';
import type { TraceCarrier } from '@bodybroker/telemetry';
import type { GatewayCall } from './upstream.js';

/** Headers a call is sent with, as docs/wire-protocol.md has them; the deadline is added at each attempt. */
export function callHeaders(call: GatewayCall, trace: TraceCarrier): Record<string, string> {
  const headers: Record<string, string> = { [HEADER.acceptEncoding]: 'gzip' };
  writeContext(call, headers);
  if (call.idempotencyKey !== undefined) headers[HEADER.idempotencyKey] = call.idempotencyKey;
  if (call.clientAddress !== undefined) headers[HEADER.clientAddress] = call.clientAddress;
  writeTrace(trace, headers);
  return headers;
}
