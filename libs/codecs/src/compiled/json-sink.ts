import type { ByteSource } from './byte-source.js';

const FIRST_CAPACITY_BYTES = 64 * 1024;
const KEPT_CAPACITY_BYTES = 1024 * 1024;

const FULL = new Error('the buffer is full');

const QUOTE = 0x22;

/** Bytes of ASCII that JSON texts cannot hold as they are: controls, quote, backslash; and all that is not ASCII. */
const NOT_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === 0x5c || byte > 0x7f ? 1 : 0,
);

/** Writes JSON in UTF-8 into one buffer that is used again and again. See ByteSink for what happens at its end. */
export class JsonSink {
  #bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY_BYTES);
  #pos = 0;

  /** What `write` writes, as bytes of their own. */
  collect(write: (sink: JsonSink) => void): Uint8Array {
    for (;;) {
      this.#pos = 0;
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

  /** ASCII that needs no escapes. */
  ascii(text: string): void {
    for (let i = 0; i < text.length; i += 1) this.#bytes[this.#pos++] = text.charCodeAt(i);
  }

  /** JSON text made at compile time. */
  raw(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i += 1) this.#bytes[this.#pos++] = bytes[i] as number;
  }

  integer(value: number): void {
    if (value >= 0 && value < 10) this.#bytes[this.#pos++] = 48 + value;
    else this.ascii(String(value));
  }

  bool(value: boolean): void {
    this.ascii(value ? 'true' : 'false');
  }

  /** A float or double; what is not finite is a text. */
  number(value: number): void {
    if (Number.isFinite(value)) this.ascii(String(value));
    else this.quoted(String(value));
  }

  /** ASCII without escapes, as a JSON text. */
  quoted(text: string): void {
    this.#bytes[this.#pos++] = QUOTE;
    this.ascii(text);
    this.#bytes[this.#pos++] = QUOTE;
  }

  /** Any text, as a JSON text. */
  text(value: string): void {
    const json = JSON.stringify(value);
    if (this.#pos + json.length * 3 > this.#bytes.length) this.#full(json.length * 3);
    this.#pos += this.#bytes.write(json, this.#pos, 'utf8');
  }

  /** A text as the source holds it, copied where it needs no escapes. */
  copyText(source: ByteSource): void {
    const before = source.pos;
    const length = source.uint32();
    const start = source.take(length);
    const { bytes } = source;
    let out = this.#pos;
    this.#bytes[out++] = QUOTE;
    for (let i = start; i < start + length; i += 1) {
      const byte = bytes[i] as number;
      if (NOT_PLAIN[byte] === 1) {
        source.pos = before;
        this.text(source.string());
        return;
      }
      this.#bytes[out++] = byte;
    }
    this.#bytes[out++] = QUOTE;
    this.#pos = out;
  }

  base64(value: Uint8Array): void {
    this.quoted(Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64'));
  }

  #full(needBytes: number): never {
    this.#pos += needBytes;
    throw FULL;
  }
}
