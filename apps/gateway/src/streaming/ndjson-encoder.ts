import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { problemOf, type ProblemContext } from '../problems/problem.js';
import { payloadJson } from '../transcoding/payload-json.js';
import { putJson } from './put-json.js';
import type { StreamEncoder } from './stream-encoder.js';

/** One payload in proto3 JSON a line. A stream that fails ends with the line `{"error": <problem>}`. */
export function ndjsonEncoder(method: GatewayMethod, context: ProblemContext): StreamEncoder {
  return {
    contentType: 'application/x-ndjson',
    opening: '',
    heartbeat: '',
    frame: (bytes, output) => {
      putJson(output, payloadJson(method, bytes, undefined));
      output.text('\n');
    },
    end: () => '',
    error: (error) => `${JSON.stringify({ error: problemOf(error, context) })}\n`,
  };
}
