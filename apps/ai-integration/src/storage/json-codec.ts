/**
 * Plain data as JSON text, with amounts of money (`costMicros`) as whole numbers of any size. What is read back was written by
 * this service, so it is not checked again.
 */
export function jsonCodec<T>(): { encode(value: T): Uint8Array; decode(bytes: Uint8Array): T } {
  return {
    encode: (value) =>
      Buffer.from(
        JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? `${member}` : member)),
      ),
    decode: (bytes) =>
      JSON.parse(Buffer.from(bytes).toString(), (key, member: unknown) =>
        key === 'costMicros' ? BigInt(String(member)) : member,
      ) as T,
  };
}
