/** Where the value of a field stands in protobuf binary: a varint's own bytes, or the contents of what says its length. */
export interface WireField {
  readonly wireType: number;
  readonly start: number;
  readonly end: number;
}

export interface WireRange {
  readonly start: number;
  readonly end: number;
}

const VARINT = 0;
const FIXED_64 = 1;
export const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/**
 * Looks for a field of the message that stands in a range of bytes, without reading the others.
 * @returns `absent`; `unclear` when it is there more than once or the bytes are no message: a decoder has to say
 */
export function findWireField(bytes: Uint8Array, range: WireRange, number: number): WireField | 'absent' | 'unclear' {
  let found: WireField | 'absent' = 'absent';
  let at = range.start;
  while (at < range.end) {
    const tagEnd = varintEnd(bytes, at);
    const tag = smallVarint(bytes, at, tagEnd);
    const wireType = tag & 7;
    let start = tagEnd;
    let end: number;
    if (wireType === VARINT) end = varintEnd(bytes, start);
    else if (wireType === FIXED_64) end = start + 8;
    else if (wireType === FIXED_32) end = start + 4;
    else if (wireType === LENGTH_DELIMITED) {
      start = varintEnd(bytes, tagEnd);
      end = start + smallVarint(bytes, tagEnd, start);
    } else return 'unclear';
    if (!(end <= range.end)) return 'unclear';
    if (tag >>> 3 === number) {
      if (found !== 'absent') return 'unclear';
      found = { wireType, start, end };
    }
    at = end;
  }
  return found;
}

/** Where a varint ends; NaN: it has no end. */
function varintEnd(bytes: Uint8Array, start: number): number {
  for (let at = start; at < start + 10; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return NaN;
    if (byte < 0x80) return at + 1;
  }
  return NaN;
}

/** A tag or a length: NaN when it is longer than such a thing can be. */
function smallVarint(bytes: Uint8Array, start: number, end: number): number {
  if (!(end - start <= 5)) return NaN;
  let value = 0;
  for (let at = end - 1; at >= start; at -= 1) value = value * 128 + ((bytes[at] ?? 0) & 0x7f);
  return value;
}
