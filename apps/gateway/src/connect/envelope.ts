import { badRequest } from '../problems/http-error.js';

export const COMPRESSED = 0b01;
export const END_STREAM = 0b10;

const PREFIX_BYTES = 5;

export interface Envelope {
  readonly flags: number;
  readonly data: Uint8Array;
}

/** Wraps a message for a Connect stream: a byte of flags, four of length, the message. */
export function writeEnvelope(flags: number, data: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(PREFIX_BYTES + data.length);
  bytes[0] = flags;
  bytes.writeUInt32BE(data.length, 1);
  bytes.set(data, PREFIX_BYTES);
  return bytes;
}

/** Reads the one message that a server-streaming call sends. @throws RpcError INVALID_ARGUMENT BAD_ENVELOPE */
export function readSingleEnvelope(body: Uint8Array): Envelope {
  if (body.length < PREFIX_BYTES) throw badRequest('BAD_ENVELOPE', 'the body holds no message');
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const end = PREFIX_BYTES + bytes.readUInt32BE(1);
  const flags = bytes[0] ?? 0;
  if (bytes.length < end) throw badRequest('BAD_ENVELOPE', 'the message is cut short');
  const rest = bytes.subarray(end);
  // Some clients close their side with an empty end-of-stream message.
  const closes = rest.length >= PREFIX_BYTES && ((rest[0] ?? 0) & END_STREAM) !== 0;
  if ((rest.length > 0 && !closes) || (flags & END_STREAM) !== 0) {
    throw badRequest('BAD_ENVELOPE', 'the call takes exactly one message');
  }
  return { flags, data: bytes.subarray(PREFIX_BYTES, end) };
}
