import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { problemOf, type ProblemContext } from '../problems/problem.js';
import { decodeResponse, responsePayload } from '../transcoding/response-payload.js';
import { eventIdFields } from './resume.js';
import type { StreamEncoder } from './stream-encoder.js';

/** How long an EventSource waits before it connects again, in milliseconds. */
const RETRY_MS = 2000;

/**
 * Server-sent events (WHATWG HTML §9.2): one payload in proto3 JSON a `data:` line, an id that a client resumes from, and at the
 * end one event `end` or `error` (its data a problem), after which nothing follows.
 */
export function sseEncoder(method: GatewayMethod, context: ProblemContext): StreamEncoder {
  const idFields = eventIdFields(method);
  let count = 0;
  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: `retry: ${RETRY_MS}\n: open\n\n`,
    heartbeat: ': heartbeat\n\n',
    frame: (bytes) => {
      const payload = responsePayload(method, decodeResponse(method, bytes));
      const id = idOf(payload, idFields) ?? String(count);
      count += 1;
      return `id: ${id}\ndata: ${JSON.stringify(payload)}\n\n`;
    },
    end: () => 'event: end\ndata: {}\n\n',
    error: (error) => `event: error\ndata: ${JSON.stringify(problemOf(error, context))}\n\n`,
  };
}

function idOf(payload: JsonValue, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const value = (payload as JsonObject)[field];
    if (typeof value === 'number' || (typeof value === 'string' && !/[\r\n\0]/.test(value))) return String(value);
  }
  // Proto3 JSON leaves zeros out: the first of a sequence that starts at 0 has no member.
  return fields.length > 0 ? '0' : undefined;
}
