import { SLOW_WAY } from './slow-way.js';

const TWO_TO_21 = 0x200000;
const TWO_TO_32 = 0x100000000;

/** Up to so many bytes a loop beats the call that decodes text. */
const SHORT_TEXT = 12;
/**
 * Short texts that were read lately, by a hash of their bytes: keys of maps, kinds and tags come again and again, and
 * need not be made again.
 */
const SHORT_TEXTS: string[] = Array.from({ length: 256 }, () => '');

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads protobuf binary. Bytes beyond the end read as 0, so that no loop runs on; whoever reads a message looks at its
 * end whether it was met exactly.
 * @throws SLOW_WAY for bytes that are no such thing
 */
export class ByteSource {
  readonly bytes: Buffer;
  pos: number;

  #view: DataView | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.pos = 0;
  }

  get #fixed(): DataView {
    const { buffer, byteOffset, length } = this.bytes;
    return (this.#view ??= new DataView(buffer, byteOffset, length));
  }

  /** A varint cut to 32 bits, unsigned. */
  uint32(): number {
    const { bytes } = this;
    let byte = bytes[this.pos++] ?? 0;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; shift < 28; shift += 7) {
      byte = bytes[this.pos++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    byte = bytes[this.pos++] ?? 0;
    value |= (byte & 15) << 28;
    // Up to five more bytes of a 64-bit varint, which say nothing about these 32 bits.
    for (let more = 0; byte > 127; more += 1) {
      if (more === 5) throw SLOW_WAY;
      byte = bytes[this.pos++] ?? 0;
    }
    return value >>> 0;
  }

  int32(): number {
    return this.uint32() | 0;
  }

  sint32(): number {
    const value = this.uint32();
    return (value >>> 1) ^ -(value & 1);
  }

  bool(): boolean {
    const { bytes } = this;
    let value = 0;
    for (let count = 0; count < 10; count += 1) {
      const byte = bytes[this.pos++] ?? 0;
      value |= byte & 127;
      if (byte < 128) return value !== 0;
    }
    throw SLOW_WAY;
  }

  uint64(): bigint {
    const small = this.smallVarint();
    return small >= 0 ? BigInt(small) : this.#bigVarint();
  }

  int64(): bigint {
    const small = this.smallVarint();
    return small >= 0 ? BigInt(small) : BigInt.asIntN(64, this.#bigVarint());
  }

  sint64(): bigint {
    const small = this.smallVarint();
    if (small >= 0) return BigInt(unzigzag(small));
    const value = this.#bigVarint();
    return (value >> 1n) ^ -(value & 1n);
  }

  /** A varint of up to seven bytes, exact in a double; -1 and nothing read: it is longer. */
  smallVarint(): number {
    const { bytes } = this;
    const start = this.pos;
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 7; count += 1) {
      const byte = bytes[this.pos++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    this.pos = start;
    return -1;
  }

  #bigVarint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.pos++] ?? 0;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw SLOW_WAY;
  }

  /** Whether the varint at `pos`, cut to 32 bits, is zero: it may be written in more bytes than it needs. */
  isZero32At(pos: number): boolean {
    const here = this.pos;
    this.pos = pos;
    const value = this.uint32();
    this.pos = here;
    return value === 0;
  }

  /** Likewise with 64 bits. */
  isZero64At(pos: number): boolean {
    const here = this.pos;
    this.pos = pos;
    const value = this.uint64();
    this.pos = here;
    return value === 0n;
  }

  fixed32(): number {
    return this.#fixed.getUint32(this.take(4), true);
  }

  sfixed32(): number {
    return this.#fixed.getInt32(this.take(4), true);
  }

  fixed64(): bigint {
    return this.#fixed.getBigUint64(this.take(8), true);
  }

  sfixed64(): bigint {
    return this.#fixed.getBigInt64(this.take(8), true);
  }

  /** Eight bytes that are an integer exact in a double, not negative; -1 and nothing read: they are another. */
  smallFixed64(): number {
    const start = this.take(8);
    const high = this.#fixed.getUint32(start + 4, true);
    if (high < TWO_TO_21) return high * TWO_TO_32 + this.#fixed.getUint32(start, true);
    this.pos = start;
    return -1;
  }

  float(): number {
    return this.#fixed.getFloat32(this.take(4), true);
  }

  double(): number {
    return this.#fixed.getFloat64(this.take(8), true);
  }

  string(): string {
    const length = this.uint32();
    if (length === 0) return '';
    const start = this.take(length);
    const end = start + length;
    if (length < SHORT_TEXT) {
      const text = this.#shortAscii(start, end);
      if (text !== undefined) return text;
    }
    const text = this.bytes.toString('utf8', start, end);
    // Bytes that are not UTF-8 come out as U+FFFD; so does U+FFFD itself.
    return text.includes('\ufffd') ? this.#strictText(start, end) : text;
  }

  #shortAscii(start: number, end: number): string | undefined {
    const { bytes } = this;
    let hash = 0;
    for (let i = start; i < end; i += 1) {
      const byte = bytes[i] as number;
      if (byte > 127) return undefined;
      hash = (hash * 31 + byte) | 0;
    }
    const slot = hash & 255;
    const known = SHORT_TEXTS[slot] as string;
    if (this.#isTextAt(start, end, known)) return known;
    const text = this.bytes.toString('latin1', start, end);
    SHORT_TEXTS[slot] = text;
    return text;
  }

  #isTextAt(start: number, end: number, text: string): boolean {
    if (text.length !== end - start) return false;
    for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) !== this.bytes[start + i]) return false;
    return true;
  }

  #strictText(start: number, end: number): string {
    try {
      return strictUtf8.decode(this.bytes.subarray(start, end));
    } catch {
      throw SLOW_WAY;
    }
  }

  /** A copy: what is decoded does not hold on to the body it came in. */
  byteString(): Uint8Array {
    const length = this.uint32();
    const start = this.take(length);
    const { buffer, byteOffset } = this.bytes;
    return new Uint8Array(buffer.slice(byteOffset + start, byteOffset + start + length));
  }

  /** Where the length-delimited thing that begins here ends. */
  end(): number {
    const length = this.uint32();
    const end = this.pos + length;
    if (end > this.bytes.length) throw SLOW_WAY;
    return end;
  }

  /** Passes over a field of a wire type. Groups are left to the reference. */
  skip(wireType: number): void {
    if (wireType === 0) this.bool();
    else if (wireType === 1) this.take(8);
    else if (wireType === 2) this.take(this.uint32());
    else if (wireType === 5) this.take(4);
    else throw SLOW_WAY;
  }

  /** Passes over so many bytes; answers where they begin. */
  take(sizeBytes: number): number {
    const start = this.pos;
    if (start + sizeBytes > this.bytes.length) throw SLOW_WAY;
    this.pos = start + sizeBytes;
    return start;
  }
}

/** The integer that zigzag stands for, of one that is exact in a double. */
export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
