import { ReusedBuffer } from './reused-buffer.js';
import { SLOW_WAY } from './slow-way.js';

/** The largest finite float, (2 - 2^-23) * 2^127. */
const MAX_FLOAT = 3.4028234663852886e38;
const TWO_TO_32 = 0x100000000;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;
/** Twice as much is still exact in a double. */
const MAX_HALF_SAFE = Number.MAX_SAFE_INTEGER / 2;
/** Up to so many UTF-16 units a loop beats the call that encodes text. */
const SHORT_TEXT = 40;

/** A 64-bit integer in any form that message objects or JSON hold it in. */
export type Long = bigint | number | string;

/** Writes protobuf binary. Values that are not of their type throw {@link SLOW_WAY}, or a TypeError or SyntaxError. */
export class ByteSink extends ReusedBuffer {
  /** How many members of JSON objects went into what is being written; readers of JSON count them. */
  members = 0;

  byte(value: number): void {
    this.bytes[this.pos++] = value;
  }

  uint32(value: number): void {
    let rest = value >>> 0;
    if (rest !== value) throw SLOW_WAY;
    while (rest > 127) {
      this.bytes[this.pos++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.pos++] = rest;
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
    this.bytes[this.pos++] = value ? 1 : 0;
  }

  int64(value: Long): void {
    const number = safeOf(value);
    if (number >= 0) this.#varint(number);
    else this.#bits64(int64Of(value));
  }

  uint64(value: Long): void {
    const number = safeOf(value);
    if (number >= 0) this.#varint(number);
    else this.#bits64(uint64Of(value));
  }

  sint64(value: Long): void {
    const number = safeOf(value);
    if (number <= MAX_HALF_SAFE && number >= -MAX_HALF_SAFE) {
      this.#varint(number >= 0 ? number * 2 : -number * 2 - 1);
      return;
    }
    const signed = int64Of(value);
    this.#bits64((signed << 1n) ^ (signed >> 63n));
  }

  /** An integer that is exact in a double and not negative. */
  #varint(value: number): void {
    if (value < TWO_TO_32) this.uint32(value);
    else this.#varint64(value >>> 0, Math.floor(value / TWO_TO_32));
  }

  #bits64(value: bigint): void {
    const bits = BigInt.asUintN(64, value);
    this.#varint64(Number(bits & 0xffffffffn), Number(bits >> 32n));
  }

  #varint64(low: number, high: number): void {
    let lowRest = low;
    let highRest = high;
    while (highRest > 0) {
      this.bytes[this.pos++] = (lowRest & 127) | 128;
      lowRest = ((lowRest >>> 7) | (highRest << 25)) >>> 0;
      highRest >>>= 7;
    }
    this.uint32(lowRest);
  }

  fixed32(value: number): void {
    if (value >>> 0 !== value) throw SLOW_WAY;
    this.room(4);
    this.view.setUint32(this.pos, value, true);
    this.pos += 4;
  }

  sfixed32(value: number): void {
    if ((value | 0) !== value) throw SLOW_WAY;
    this.room(4);
    this.view.setInt32(this.pos, value, true);
    this.pos += 4;
  }

  fixed64(value: Long): void {
    const exact = uint64Of(value);
    this.room(8);
    this.view.setBigUint64(this.pos, exact, true);
    this.pos += 8;
  }

  sfixed64(value: Long): void {
    const exact = int64Of(value);
    this.room(8);
    this.view.setBigInt64(this.pos, exact, true);
    this.pos += 8;
  }

  float(value: number): void {
    if (typeof value !== 'number' || (Math.abs(value) > MAX_FLOAT && Number.isFinite(value))) throw SLOW_WAY;
    this.room(4);
    this.view.setFloat32(this.pos, value, true);
    this.pos += 4;
  }

  double(value: number): void {
    if (typeof value !== 'number') throw SLOW_WAY;
    this.room(8);
    this.view.setFloat64(this.pos, value, true);
    this.pos += 8;
  }

  /** Length and UTF-8. Half surrogate pairs have none: what becomes of them the reference says. */
  string(text: string): void {
    if (typeof text !== 'string') throw SLOW_WAY;
    const { length } = text;
    if (length < SHORT_TEXT && this.#shortAscii(text)) return;
    if (!text.isWellFormed()) throw SLOW_WAY;
    // A UTF-16 unit takes up to three bytes. The length is written behind room for its own longest form.
    const most = length * 3;
    const prefix = varintSize(most);
    this.room(prefix + most);
    const start = this.pos + prefix;
    const written = this.bytes.write(text, start, 'utf8');
    this.uint32(written);
    if (this.pos < start) this.bytes.copyWithin(this.pos, start, start + written);
    this.pos += written;
  }

  #shortAscii(text: string): boolean {
    const { bytes } = this;
    const { length } = text;
    const start = this.pos + 1;
    for (let i = 0; i < length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return false;
      bytes[start + i] = unit;
    }
    bytes[start - 1] = length;
    this.pos = start + length;
    return true;
  }

  /** Length and bytes. */
  byteString(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw SLOW_WAY;
    this.uint32(value.length);
    this.room(value.length);
    this.bytes.set(value, this.pos);
    this.pos += value.length;
  }

  /** Begins something with a length before it; {@link close} takes what this answers. */
  open(): number {
    return this.pos++;
  }

  /** Ends what {@link open} began. Most are shorter than 128 bytes; longer ones are moved to make room for their length. */
  close(start: number): void {
    const length = this.pos - start - 1;
    if (length < 128) {
      this.bytes[start] = length;
      return;
    }
    this.room(0);
    const size = varintSize(length);
    this.bytes.copyWithin(start + size, start + 1, this.pos);
    const end = this.pos + size - 1;
    this.pos = start;
    this.uint32(length);
    this.pos = end;
  }
}

/** The integer, when a double holds it exactly and it needs no reading; NaN otherwise. */
function safeOf(value: Long): number {
  const number = typeof value === 'string' ? NaN : Number(value);
  return Number.isSafeInteger(number) ? number : NaN;
}

/** @throws SLOW_WAY for what 64 bits cannot hold, SyntaxError or TypeError for what is no integer */
function int64Of(value: Long): bigint {
  const exact = typeof value === 'bigint' ? value : BigInt(value);
  if (exact > MAX_INT64 || exact < -MAX_INT64 - 1n) throw SLOW_WAY;
  return exact;
}

/** @throws as {@link int64Of} */
function uint64Of(value: Long): bigint {
  const exact = typeof value === 'bigint' ? value : BigInt(value);
  if (exact < 0n || exact > MAX_UINT64) throw SLOW_WAY;
  return exact;
}

function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  return value < 0x10000000 ? 4 : 5;
}
