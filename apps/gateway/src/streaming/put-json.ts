import type { StreamOutput } from './stream-encoder.js';

/** Adds JSON in the form it was made. */
export function putJson(output: StreamOutput, json: Uint8Array | string): void {
  if (typeof json === 'string') output.text(json);
  else output.bytes(json);
}
