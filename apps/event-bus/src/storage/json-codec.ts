/** Plain data as JSON text. What is read back was written by this service, so it is not checked again. */
export function jsonCodec<T>(): { encode(value: T): Uint8Array; decode(bytes: Uint8Array): T } {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as T,
  };
}
