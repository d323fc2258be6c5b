import { unzigzag, type ByteSource } from './byte-source.js';
import { ReusedBuffer } from './reused-buffer.js';

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const MILLION = 1_000_000;
/** Up to so many UTF-16 units a loop beats the calls that escape and encode text. */
const SHORT_TEXT = 40;

/** Bytes of ASCII that JSON texts cannot hold as they are: controls, quote, backslash; and all that is not ASCII. */
const NOT_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === 0x5c || byte > 0x7f ? 1 : 0,
);

/** Writes JSON in UTF-8. */
export class JsonSink extends ReusedBuffer {
  byte(value: number): void {
    this.bytes[this.pos++] = value;
  }

  /** ASCII that needs no escapes. */
  ascii(text: string): void {
    const { bytes } = this;
    const { length } = text;
    let out = this.pos;
    for (let i = 0; i < length; i += 1) bytes[out++] = text.charCodeAt(i);
    this.pos = out;
  }

  /** JSON text made at compile time. */
  raw(json: Uint8Array): void {
    const { bytes } = this;
    const { length } = json;
    let out = this.pos;
    for (let i = 0; i < length; i += 1) bytes[out++] = json[i] as number;
    this.pos = out;
  }

  /** An integer that is exact in a double. */
  integer(value: number): void {
    if (value >= 0) this.#digits(value);
    else {
      this.bytes[this.pos++] = MINUS;
      this.#digits(-value);
    }
  }

  #digits(value: number): void {
    if (value < 10) this.bytes[this.pos++] = ZERO + value;
    else if (value < MILLION)
      this.#digitsOf(value, value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : value < 100_000 ? 5 : 6);
    else {
      const high = Math.floor(value / MILLION);
      this.#digits(high);
      this.#digitsOf(value - high * MILLION, 6);
    }
  }

  /** The last so many digits, written from behind. */
  #digitsOf(value: number, count: number): void {
    const { bytes } = this;
    let rest = value | 0;
    this.pos += count;
    for (let out = this.pos - 1; out >= this.pos - count; out -= 1) {
      const tenth = (rest / 10) | 0;
      bytes[out] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
  }

  // 64-bit integers are texts in JSON. Nearly all of them are exact in a double: those need no big arithmetic.

  int64(source: ByteSource): void {
    const small = source.smallVarint();
    if (small >= 0) this.#long(small);
    else this.quoted(source.int64().toString());
  }

  uint64(source: ByteSource): void {
    const small = source.smallVarint();
    if (small >= 0) this.#long(small);
    else this.quoted(source.uint64().toString());
  }

  sint64(source: ByteSource): void {
    const small = source.smallVarint();
    if (small >= 0) this.#long(unzigzag(small));
    else this.quoted(source.sint64().toString());
  }

  fixed64(source: ByteSource): void {
    const small = source.smallFixed64();
    if (small >= 0) this.#long(small);
    else this.quoted(source.fixed64().toString());
  }

  sfixed64(source: ByteSource): void {
    const small = source.smallFixed64();
    if (small >= 0) this.#long(small);
    else this.quoted(source.sfixed64().toString());
  }

  #long(value: number): void {
    this.bytes[this.pos++] = QUOTE;
    this.integer(value);
    this.bytes[this.pos++] = QUOTE;
  }

  bool(value: boolean): void {
    this.ascii(value ? 'true' : 'false');
  }

  /** A float or double; what is not finite is a text. */
  number(value: number): void {
    if ((value | 0) === value) this.integer(value);
    else if (Number.isFinite(value)) this.ascii(String(value));
    else this.quoted(String(value));
  }

  /** ASCII without escapes, as a JSON text. */
  quoted(text: string): void {
    this.bytes[this.pos++] = QUOTE;
    this.ascii(text);
    this.bytes[this.pos++] = QUOTE;
  }

  /** Any text, as a JSON text. */
  text(value: string): void {
    if (value.length < SHORT_TEXT && this.#shortPlain(value)) return;
    const json = JSON.stringify(value);
    this.room(json.length * 3);
    this.pos += this.bytes.write(json, this.pos, 'utf8');
  }

  #shortPlain(value: string): boolean {
    const { bytes } = this;
    const { length } = value;
    let out = this.pos;
    bytes[out++] = QUOTE;
    for (let i = 0; i < length; i += 1) {
      const unit = value.charCodeAt(i);
      // Whatever is beyond the table is not plain either.
      if (NOT_PLAIN[unit] !== 0) return false;
      bytes[out++] = unit;
    }
    bytes[out++] = QUOTE;
    this.pos = out;
    return true;
  }

  /** A text as the source holds it, copied where it needs no escapes. */
  copyText(source: ByteSource): void {
    const before = source.pos;
    const length = source.uint32();
    const start = source.take(length);
    const from = source.bytes;
    const { bytes } = this;
    let out = this.pos;
    bytes[out++] = QUOTE;
    for (let i = start; i < start + length; i += 1) {
      const byte = from[i] as number;
      if (NOT_PLAIN[byte] === 1) {
        source.pos = before;
        this.text(source.string());
        return;
      }
      bytes[out++] = byte;
    }
    bytes[out++] = QUOTE;
    this.pos = out;
  }

  base64(value: Uint8Array): void {
    this.quoted(Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64'));
  }
}
