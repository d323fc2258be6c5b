import { SLOW_WAY } from './slow-way.js';

const FIRST_CAPACITY_BYTES = 64 * 1024;
/** Larger buffers are given back after use: one huge message shall not be paid for ever. */
const KEPT_CAPACITY_BYTES = 1024 * 1024;

/** Thrown when the buffer ends before the message does; the message is then written again into a larger one. */
const FULL = new Error('the buffer is full');

/** The largest finite float, (2 - 2^-23) * 2^127. */
const MAX_FLOAT = 3.4028234663852886e38;

/** A 64-bit integer in any form that message objects or JSON hold it in. */
export type Long = bigint | number | string;

const scratch = new DataView(new ArrayBuffer(8));
const scratchBytes = new Uint8Array(scratch.buffer);

/**
 * Writes protobuf binary into one buffer that is used again and again.
 *
 * Writes of single bytes beyond the end of a typed array do nothing, so they are not checked one by one: a message
 * that has run over is seen at its end. Only what would stop short without a trace (texts, byte strings) looks first.
 */
export class ByteSink {
  #bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY_BYTES);
  #pos = 0;
  /** How many members of JSON objects went into what is being written; readers of JSON count them. */
  members = 0;

  /** What `write` writes, as bytes of their own. */
  collect(write: (sink: ByteSink) => void): Uint8Array {
    for (;;) {
      this.#pos = 0;
      this.members = 0;
      try {
        write(this);
        if (this.#pos <= this.#bytes.length) return this.#takeOut();
      } catch (error) {
        if (error !== FULL) throw error;
      }
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#pos));
    }
  }

  #takeOut(): Uint8Array {
    const out = Buffer.allocUnsafe(this.#pos);
    this.#bytes.copy(out, 0, 0, this.#pos);
    if (this.#bytes.length > KEPT_CAPACITY_BYTES) this.#bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY_BYTES);
    return out;
  }

  byte(value: number): void {
    this.#bytes[this.#pos++] = value;
  }

  uint32(value: number): void {
    let rest = value >>> 0;
    if (rest !== value) throw SLOW_WAY;
    while (rest > 127) {
      this.#bytes[this.#pos++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#pos++] = rest;
  }

  /** Negative ones take ten bytes, as the wire format wants. */
  int32(value: number): void {
    if ((value | 0) !== value) throw SLOW_WAY;
    if (value >= 0) this.uint32(value);
    else this.#varint64(value >>> 0, 0xffffffff);
  }

  sint32(value: number): void {
    if ((value | 0) !== value) throw SLOW_WAY;
    this.uint32(((value << 1) ^ (value >> 31)) >>> 0);
  }

  bool(value: boolean): void {
    if (typeof value !== 'boolean') throw SLOW_WAY;
    this.#bytes[this.#pos++] = value ? 1 : 0;
  }

  int64(value: Long): void {
    if (this.#safeInteger(value)) return;
    this.#bits64(inRange(BigInt.asIntN, value));
  }

  uint64(value: Long): void {
    if (this.#safeInteger(value)) return;
    this.#bits64(inRange(BigInt.asUintN, value));
  }

  sint64(value: Long): void {
    const signed = inRange(BigInt.asIntN, value);
    this.#bits64((signed << 1n) ^ (signed >> 63n));
  }

  /** Most 64-bit integers are small: those need no big arithmetic. */
  #safeInteger(value: Long): boolean {
    const number = typeof value === 'string' ? NaN : Number(value);
    if (!Number.isSafeInteger(number) || number < 0) return false;
    this.#varint64(number >>> 0, (number / 0x100000000) >>> 0);
    return true;
  }

  #bits64(value: bigint): void {
    const bits = BigInt.asUintN(64, value);
    this.#varint64(Number(bits & 0xffffffffn), Number(bits >> 32n));
  }

  #varint64(low: number, high: number): void {
    let lowRest = low;
    let highRest = high;
    while (highRest > 0) {
      this.#bytes[this.#pos++] = (lowRest & 127) | 128;
      lowRest = ((lowRest >>> 7) | (highRest << 25)) >>> 0;
      highRest >>>= 7;
    }
    this.uint32(lowRest);
  }

  fixed32(value: number): void {
    if (value >>> 0 !== value) throw SLOW_WAY;
    scratch.setUint32(0, value, true);
    this.#fixed(4);
  }

  sfixed32(value: number): void {
    if ((value | 0) !== value) throw SLOW_WAY;
    scratch.setInt32(0, value, true);
    this.#fixed(4);
  }

  fixed64(value: Long): void {
    scratch.setBigUint64(0, inRange(BigInt.asUintN, value), true);
    this.#fixed(8);
  }

  sfixed64(value: Long): void {
    scratch.setBigInt64(0, inRange(BigInt.asIntN, value), true);
    this.#fixed(8);
  }

  float(value: number): void {
    if (typeof value !== 'number' || (Math.abs(value) > MAX_FLOAT && Number.isFinite(value))) throw SLOW_WAY;
    scratch.setFloat32(0, value, true);
    this.#fixed(4);
  }

  double(value: number): void {
    if (typeof value !== 'number') throw SLOW_WAY;
    scratch.setFloat64(0, value, true);
    this.#fixed(8);
  }

  #fixed(size: number): void {
    for (let i = 0; i < size; i += 1) this.#bytes[this.#pos++] = scratchBytes[i] as number;
  }

  /** Length and UTF-8; half surrogate pairs become U+FFFD. */
  string(text: string): void {
    if (typeof text !== 'string') throw SLOW_WAY;
    const { length } = text;
    if (length < 40 && this.#shortAscii(text)) return;
    // A UTF-16 unit takes up to three bytes. The length is written behind room for its own longest form.
    const most = length * 3;
    const room = varintSize(most);
    if (this.#pos + room + most > this.#bytes.length) this.#full(room + most);
    const start = this.#pos;
    const written = this.#bytes.write(text, start + room, 'utf8');
    this.uint32(written);
    const shift = start + room - this.#pos;
    if (shift > 0) this.#bytes.copyWithin(this.#pos, start + room, start + room + written);
    this.#pos += written;
  }

  #shortAscii(text: string): boolean {
    const { length } = text;
    const start = this.#pos;
    for (let i = 0; i < length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return false;
      this.#bytes[start + 1 + i] = unit;
    }
    this.#bytes[start] = length;
    this.#pos = start + 1 + length;
    return true;
  }

  bytes(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw SLOW_WAY;
    this.uint32(value.length);
    if (this.#pos + value.length > this.#bytes.length) this.#full(value.length);
    this.#bytes.set(value, this.#pos);
    this.#pos += value.length;
  }

  /** Begins something with a length before it; {@link close} takes what this answers. */
  open(): number {
    return this.#pos++;
  }

  /** Ends what {@link open} began. Most are shorter than 128 bytes; longer ones are moved to make room for their length. */
  close(start: number): void {
    const length = this.#pos - start - 1;
    if (length < 128) {
      this.#bytes[start] = length;
      return;
    }
    if (this.#pos > this.#bytes.length) this.#full(0);
    const size = varintSize(length);
    this.#bytes.copyWithin(start + size, start + 1, this.#pos);
    const end = this.#pos + size - 1;
    this.#pos = start;
    this.uint32(length);
    this.#pos = end;
  }

  #full(needBytes: number): never {
    this.#pos += needBytes;
    throw FULL;
  }
}

/** @throws SLOW_WAY for what 64 bits of its kind cannot hold, SyntaxError or TypeError for what is no integer */
function inRange(cut: (bits: number, value: bigint) => bigint, value: Long): bigint {
  const exact = BigInt(value);
  if (cut(64, exact) !== exact) throw SLOW_WAY;
  return exact;
}

function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  return value < 0x10000000 ? 4 : 5;
}
