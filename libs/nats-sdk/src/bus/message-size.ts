import { RpcError } from '../rpc/rpc-error.js';
import type { MessageHeaders } from './bus.js';

const STATUS_LINE_BYTES = 'NATS/1.0\r\n'.length;
const LINE_OVERHEAD_BYTES = ': \r\n'.length;
const END_BYTES = '\r\n'.length;
/** The most that one UTF-16 unit takes in UTF-8. */
const UTF8_BYTES_PER_UNIT = 3;

/** What headers take of the server's max_payload, in bytes. */
export function headersSizeBytes(headers: MessageHeaders | undefined): number {
  if (headers === undefined) return 0;
  let sizeBytes = STATUS_LINE_BYTES + END_BYTES;
  for (const name in headers) {
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '') + LINE_OVERHEAD_BYTES;
  }
  return sizeBytes;
}

/** Whether body and headers go into one message. Most are far from the limit: then nothing is encoded to find out. */
export function fitsOneMessage(bodyBytes: number, headers: MessageHeaders, maxBytes: number): boolean {
  let atMostBytes = bodyBytes + STATUS_LINE_BYTES + END_BYTES;
  for (const name in headers) {
    atMostBytes += (name.length + (headers[name]?.length ?? 0)) * UTF8_BYTES_PER_UNIT + LINE_OVERHEAD_BYTES;
  }
  return atMostBytes <= maxBytes || bodyBytes + headersSizeBytes(headers) <= maxBytes;
}

export function messageTooLarge(sizeBytes: number, maxBytes: number): RpcError {
  return new RpcError(
    'RESOURCE_EXHAUSTED',
    'MESSAGE_TOO_LARGE',
    `a message of ${sizeBytes} bytes is larger than the ${maxBytes} allowed`,
    { details: { size_bytes: String(sizeBytes), max_bytes: String(maxBytes) }, retryable: false },
  );
}
