/** Turns values of one kind into bytes and back. */
export interface ValueCodec<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

/**
 * Plain data as JSON text; what is undefined is left out. What is read back was written by the same service, so it is not
 * checked again.
 */
export function jsonCodec<T>(): ValueCodec<T> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => JSON.parse(Buffer.from(bytes).toString('utf8')) as T,
  };
}
