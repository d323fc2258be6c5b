import type { StreamOutput } from './stream-encoder.js';

const FIRST_CAPACITY_BYTES = 512;
/** Shorter texts are written here; the call that encodes longer ones costs more than it saves on them. */
const SHORT_TEXT = 48;

/**
 * Gathers what is to be written together. Between two writes it holds no memory, so that many quiet streams cost nothing.
 */
export class TurnBuffer implements StreamOutput {
  #bytes: Buffer | undefined;
  #length = 0;
  #lastLength = FIRST_CAPACITY_BYTES;

  /** Bytes gathered. */
  get length(): number {
    return this.#length;
  }

  text(value: string): void {
    const { length } = value;
    const bytes = this.#reserve(length <= SHORT_TEXT ? length : Buffer.byteLength(value));
    if (length > SHORT_TEXT) {
      this.#length += bytes.write(value, this.#length);
      return;
    }
    const start = this.#length;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) {
        this.bytes(Buffer.from(value));
        return;
      }
      bytes[start + index] = code;
    }
    this.#length += length;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length).set(value, this.#length);
    this.#length += value.length;
  }

  /** Gives away what was gathered, and begins anew. */
  take(): Buffer {
    const taken = this.#bytes?.subarray(0, this.#length) ?? Buffer.alloc(0);
    // The next turn is likely to bring as much.
    this.#lastLength = Math.max(this.#length, FIRST_CAPACITY_BYTES);
    this.#bytes = undefined;
    this.#length = 0;
    return taken;
  }

  #reserve(moreBytes: number): Buffer {
    const needed = this.#length + moreBytes;
    const { length: capacity } = (this.#bytes ??= Buffer.allocUnsafe(Math.max(this.#lastLength, needed)));
    if (needed <= capacity) return this.#bytes;
    const larger = Buffer.allocUnsafe(Math.max(needed, capacity * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    return larger;
  }
}
