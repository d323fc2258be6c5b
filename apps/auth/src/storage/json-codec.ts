/** Stores values as JSON text; what is undefined is left out and reads as undefined again. */
export interface JsonCodec<T> {
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

/** For values of plain JSON types. Only this service writes its keys, so what it reads is what it wrote. */
export function jsonCodec<T>(): JsonCodec<T> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => JSON.parse(Buffer.from(bytes).toString('utf8')) as T,
  };
}
