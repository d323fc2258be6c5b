import { badRequest } from '../problems/http-error.js';

export const COMPRESSED = 0b01;
export const END_STREAM = 0b10;

const PREFIX_BYTES = 5;

export interface Envelope {
  readonly flags: number;
  readonly data: Uint8Array;
}

/** What stands before a message in a Connect stream: a byte of flags, four of length. */
export function envelopePrefix(flags: number, lengthBytes: number): Uint8Array {
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES);
  prefix[0] = flags;
  prefix.writeUInt32BE(lengthBytes, 1);
  return prefix;
}

/** Wraps a message for a Connect stream. */
export function writeEnvelope(flags: number, data: Uint8Array): Uint8Array {
  return Buffer.concat([envelopePrefix(flags, data.length), data]);
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
