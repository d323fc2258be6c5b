import type { FieldShape, ScalarName, ValueShape } from './message-shape.js';

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

const OF_SCALAR: Readonly<Record<ScalarName, number>> = {
  double: FIXED64,
  float: FIXED32,
  int32: VARINT,
  int64: VARINT,
  uint32: VARINT,
  uint64: VARINT,
  sint32: VARINT,
  sint64: VARINT,
  fixed32: FIXED32,
  fixed64: FIXED64,
  sfixed32: FIXED32,
  sfixed64: FIXED64,
  bool: VARINT,
  string: LENGTH_DELIMITED,
  bytes: LENGTH_DELIMITED,
};

/** Wire type of one value, https://protobuf.dev/programming-guides/encoding/#structure. */
export function wireTypeOf(value: ValueShape): number {
  if (value.kind === 'message') return LENGTH_DELIMITED;
  return value.kind === 'enum' ? VARINT : OF_SCALAR[value.scalar];
}

export function wireTypeOfScalar(scalar: ScalarName): number {
  return OF_SCALAR[scalar];
}

/** The tag of a field: its number and the wire type of what follows. */
export function tagOf(number: number, wireType: number): number {
  return ((number << 3) | wireType) >>> 0;
}

/** Tag of a field whose values come together behind one length: packed lists, maps' entries. */
export function groupTagOf({ number }: FieldShape): number {
  return tagOf(number, LENGTH_DELIMITED);
}

/** Lists of these may be packed. */
export function isPackable(value: ValueShape): boolean {
  return wireTypeOf(value) !== LENGTH_DELIMITED;
}

/** The statements that write a tag, byte by byte. */
export function writeTag(tag: number): string {
  let rest = tag;
  let code = '';
  while (rest > 127) {
    code += `w.byte(${(rest & 127) | 128});`;
    rest >>>= 7;
  }
  return `${code}w.byte(${rest});`;
}

/** The method of a sink that writes a scalar. */
export function writerOf(scalar: ScalarName): Exclude<ScalarName, 'bytes'> | 'byteString' {
  return scalar === 'bytes' ? 'byteString' : scalar;
}
