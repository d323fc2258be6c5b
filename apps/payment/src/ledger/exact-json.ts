import type { ValueCodec } from '@bodybroker/storage';

interface BoxedBigint {
  readonly $n: string;
}

/**
 * Plain data with bigints as JSON text: a bigint is `{"$n": "12"}`, so that no text can be taken for one. What is read back was
 * written by this service, so it is not checked again.
 */
export function exactJson<T>(): ValueCodec<T> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value, box)),
    decode: (bytes) =>
      JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), unbox) as T,
  };
}

function box(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? ({ $n: String(value) } satisfies BoxedBigint) : value;
}

function unbox(_key: string, value: unknown): unknown {
  return isBoxed(value) ? BigInt(value.$n) : value;
}

function isBoxed(value: unknown): value is BoxedBigint {
  return typeof value === 'object' && value !== null && '$n' in value;
}
