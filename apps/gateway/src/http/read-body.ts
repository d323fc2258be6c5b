import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { badRequest, HttpError } from '../problems/http-error.js';
import type { Exchange } from './exchange.js';
import { readIncoming } from './read-incoming.js';

const gunzipAsync = promisify(gunzip);

/**
 * Reads the body of a request, never more than `maxBytes` of it, unpacked where it is gzipped.
 * @throws HttpError 413 BODY_TOO_LARGE | 415 UNSUPPORTED_ENCODING; RpcError CANCELLED when the client went away
 */
export function readBody(exchange: Exchange, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(exchange.header('content-length') ?? 0);
  if (declared > maxBytes) return Promise.reject(tooLarge(maxBytes));
  const { incoming } = exchange;
  const body =
    incoming === undefined
      ? readFetched(exchange, maxBytes)
      : readIncoming(incoming, maxBytes, () => tooLarge(maxBytes));
  const encoding = exchange.header('content-encoding');
  return encoding === undefined ? body : body.then((packed) => unpack(packed, encoding, maxBytes));
}

/** Unpacks a body. @throws HttpError 413 | 415; RpcError INVALID_ARGUMENT BAD_ENCODING */
export async function unpack(packed: Uint8Array, encoding: string, maxBytes: number): Promise<Uint8Array> {
  if (encoding === 'identity' || encoding === '') return packed;
  if (encoding !== 'gzip') {
    throw new HttpError(
      415,
      'UNIMPLEMENTED',
      'UNSUPPORTED_ENCODING',
      `the encoding ${encoding.slice(0, 32)} is not supported`,
      {
        headers: { 'Accept-Encoding': 'gzip, identity' },
      },
    );
  }
  try {
    return await gunzipAsync(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    throw badRequest('BAD_ENCODING', 'the body is not gzip');
  }
}

/** Without a server before us: app.request() of tests. */
async function readFetched(exchange: Exchange, maxBytes: number): Promise<Uint8Array> {
  const body = new Uint8Array(await exchange.request.arrayBuffer());
  if (body.length > maxBytes) throw tooLarge(maxBytes);
  return body;
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError(413, 'RESOURCE_EXHAUSTED', 'BODY_TOO_LARGE', `the body is larger than ${maxBytes} bytes`, {
    details: { max_bytes: String(maxBytes) },
    // What is left of the body is not read, so the connection cannot be used again.
    headers: { Connection: 'close' },
  });
}
