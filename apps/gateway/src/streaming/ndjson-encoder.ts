import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { problemOf, type ProblemContext } from '../problems/problem.js';
import { decodeResponse, responsePayload } from '../transcoding/response-payload.js';
import type { StreamEncoder } from './stream-encoder.js';

/** One payload in proto3 JSON a line. A stream that fails ends with the line `{"error": <problem>}`. */
export function ndjsonEncoder(method: GatewayMethod, context: ProblemContext): StreamEncoder {
  return {
    contentType: 'application/x-ndjson',
    opening: '',
    heartbeat: '',
    frame: (bytes) => `${JSON.stringify(responsePayload(method, decodeResponse(method, bytes)))}\n`,
    end: () => '',
    error: (error) => `${JSON.stringify({ error: problemOf(error, context) })}\n`,
  };
}
