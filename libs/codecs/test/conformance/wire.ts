/** Bytes written by hand, so that what is wanted does not come from what is tested. */
export type Bytes = readonly number[];

export function varint(value: bigint | number): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

/** A varint with so many more bytes than it needs. */
export function longVarint(value: number, extra: number): Bytes {
  const short = varint(value);
  return [...short.slice(0, -1), (short.at(-1) as number) | 128, ...Array<number>(extra - 1).fill(128), 0];
}

export function zigzag(value: bigint | number): Bytes {
  const exact = BigInt(value);
  return varint((exact << 1n) ^ (exact >> 63n));
}

export function tag(number: number, wireType: number): Bytes {
  return varint(number * 8 + wireType);
}

/** Behind its length. */
export function delimited(value: Bytes | string): Bytes {
  const bytes = typeof value === 'string' ? [...Buffer.from(value)] : value;
  return [...varint(bytes.length), ...bytes];
}

export function fixed32(value: bigint | number): Bytes {
  return little(BigInt.asUintN(32, BigInt(value)), 4);
}

export function fixed64(value: bigint | number): Bytes {
  return little(BigInt.asUintN(64, BigInt(value)), 8);
}

export function float(value: number): Bytes {
  return [...new Uint8Array(new Float32Array([value]).buffer)];
}

export function double(value: number): Bytes {
  return [...new Uint8Array(new Float64Array([value]).buffer)];
}

function little(value: bigint, size: number): Bytes {
  return Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

/** A field of a varint; the commonest one. */
export function varintField(number: number, value: bigint | number): Bytes {
  return [...tag(number, 0), ...varint(value)];
}

/** A field of a text, bytes or a message. */
export function lengthField(number: number, value: Bytes | string): Bytes {
  return [...tag(number, 2), ...delimited(value)];
}
