import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { problemOf, type ProblemContext } from '../problems/problem.js';
import { payloadJson } from '../transcoding/payload-json.js';
import { eventIdReader } from './event-id.js';
import { putJson } from './put-json.js';
import type { StreamEncoder } from './stream-encoder.js';

/** How long an EventSource waits before it connects again, in milliseconds. */
const RETRY_MS = 2000;

/**
 * Server-sent events (WHATWG HTML §9.2): one payload in proto3 JSON a `data:` line, an id that a client resumes from, and at the
 * end one event `end` or `error` (its data a problem), after which nothing follows.
 */
export function sseEncoder(method: GatewayMethod, context: ProblemContext): StreamEncoder {
  const readId = eventIdReader(method);
  let count = 0;
  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: `retry: ${RETRY_MS}\n: open\n\n`,
    heartbeat: ': heartbeat\n\n',
    frame: (bytes, output) => {
      const json = payloadJson(method, bytes, undefined);
      const id = readId?.(bytes) ?? String(count);
      count += 1;
      output.text(`id: ${id}\ndata: `);
      putJson(output, json);
      output.text('\n\n');
    },
    end: () => 'event: end\ndata: {}\n\n',
    error: (error) => `event: error\ndata: ${JSON.stringify(problemOf(error, context))}\n\n`,
  };
}
