import { SLOW_WAY } from './slow-way.js';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads protobuf binary. Bytes beyond the end read as 0, so that no loop runs on; whoever reads a message looks at its
 * end whether it was met exactly.
 * @throws SLOW_WAY for bytes that are no such thing
 */
export class ByteSource {
  readonly bytes: Buffer;
  pos: number;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.pos = 0;
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
    const small = this.#smallVarint();
    return small >= 0 ? BigInt(small) : this.#bigVarint();
  }

  int64(): bigint {
    const small = this.#smallVarint();
    return small >= 0 ? BigInt(small) : BigInt.asIntN(64, this.#bigVarint());
  }

  /** Decimal, as JSON writes 64-bit integers. */
  uint64Text(): string {
    const small = this.#smallVarint();
    return small >= 0 ? String(small) : this.#bigVarint().toString();
  }

  int64Text(): string {
    const small = this.#smallVarint();
    return small >= 0 ? String(small) : BigInt.asIntN(64, this.#bigVarint()).toString();
  }

  sint64(): bigint {
    const value = this.uint64();
    return (value >> 1n) ^ -(value & 1n);
  }

  /** A varint of up to seven bytes, exact in a double; -1 and nothing read: it is longer. */
  #smallVarint(): number {
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

  fixed32(): number {
    return this.bytes.readUInt32LE(this.take(4));
  }

  sfixed32(): number {
    return this.bytes.readInt32LE(this.take(4));
  }

  fixed64(): bigint {
    return this.bytes.readBigUInt64LE(this.take(8));
  }

  sfixed64(): bigint {
    return this.bytes.readBigInt64LE(this.take(8));
  }

  float(): number {
    return this.bytes.readFloatLE(this.take(4));
  }

  double(): number {
    return this.bytes.readDoubleLE(this.take(8));
  }

  string(): string {
    const length = this.uint32();
    const start = this.take(length);
    if (length < 12) {
      const text = this.#shortAscii(start, length);
      if (text !== undefined) return text;
    }
    const text = this.bytes.toString('utf8', start, start + length);
    // Bytes that are not UTF-8 come out as U+FFFD; so does U+FFFD itself.
    return text.includes('\ufffd') ? this.#strictText(start, length) : text;
  }

  #shortAscii(start: number, length: number): string | undefined {
    let text = '';
    for (let i = start; i < start + length; i += 1) {
      const byte = this.bytes[i] as number;
      if (byte > 127) return undefined;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #strictText(start: number, length: number): string {
    try {
      return strictUtf8.decode(this.bytes.subarray(start, start + length));
    } catch {
      throw SLOW_WAY;
    }
  }

  /** A copy: what is decoded does not hold on to the body it came in. */
  byteString(): Uint8Array {
    const length = this.uint32();
    const start = this.take(length);
    return new Uint8Array(this.bytes.subarray(start, start + length));
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
