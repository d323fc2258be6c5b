import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { CodecError } from './codec-error.js';

/** Bodies shorter than this cost more to compress than they save; in bytes. */
export const COMPRESSION_THRESHOLD_BYTES = 16 * 1024;

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

export interface EncodedBody {
  readonly bytes: Uint8Array;
  /** Value for Content-Encoding; undefined when the body went as it is. */
  readonly encoding: 'gzip' | undefined;
}

/**
 * Compresses a body if the reader said it accepts gzip, it is long enough, and it shrinks.
 * @param acceptEncoding the reader's Accept-Encoding
 */
export async function compressBody(
  bytes: Uint8Array,
  acceptEncoding: string | undefined,
  thresholdBytes = COMPRESSION_THRESHOLD_BYTES,
): Promise<EncodedBody> {
  if (bytes.length < thresholdBytes || !acceptsGzip(acceptEncoding)) return { bytes, encoding: undefined };
  const packed = await gzipAsync(bytes, { level: constants.Z_BEST_SPEED });
  return packed.length < bytes.length ? { bytes: packed, encoding: 'gzip' } : { bytes, encoding: undefined };
}

/**
 * Undoes a Content-Encoding, never beyond `maxBytes` (a few compressed bytes can stand for gigabytes).
 * @throws CodecError BODY_TOO_LARGE, MALFORMED_ENCODING or UNSUPPORTED_CONTENT_ENCODING
 */
export async function decompressBody(
  bytes: Uint8Array,
  encoding: string | undefined,
  options: { readonly maxBytes: number },
): Promise<Uint8Array> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') {
    throw new CodecError('UNSUPPORTED_CONTENT_ENCODING', `encoding "${encoding.slice(0, 32)}" is not read here`, {
      supported: 'gzip, identity',
    });
  }
  try {
    return await gunzipAsync(bytes, { maxOutputLength: options.maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new CodecError('BODY_TOO_LARGE', `the body is larger than ${options.maxBytes} bytes`, {
        max_bytes: String(options.maxBytes),
      });
    }
    throw new CodecError('MALFORMED_ENCODING', 'the body is not gzip', {}, error);
  }
}

function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  return acceptEncoding.split(',').some((part) => {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return (coding === 'gzip' || coding === '*') && !refused;
  });
}
