const FIRST_CAPACITY_BYTES = 64 * 1024;
/** Larger buffers are given back after use: one huge message shall not be paid for ever. */
const KEPT_CAPACITY_BYTES = 1024 * 1024;

/** Thrown when the buffer ends before the message does; the message is then written again into a larger one. */
const FULL = new Error('the buffer is full');

/**
 * One buffer that is written into again and again; what was written is copied out of it once.
 *
 * Writes of single bytes beyond the end of a typed array do nothing, so they are not checked one by one: what has run
 * over is seen at its end. Whatever would stop short without a trace, or throw, asks for {@link room} first.
 */
export class ReusedBuffer {
  protected bytes: Buffer;
  protected view: DataView;
  protected pos = 0;

  constructor() {
    this.bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY_BYTES);
    this.view = viewOf(this.bytes);
  }

  /** What `write` writes, as bytes of their own. It is called again, from the start, when the buffer was too small. */
  collect(write: (sink: this) => void): Uint8Array {
    for (;;) {
      this.pos = 0;
      try {
        write(this);
        if (this.pos <= this.bytes.length) return this.#takeOut();
      } catch (error) {
        if (error !== FULL) throw error;
      }
      this.#use(Math.max(this.bytes.length * 2, this.pos));
    }
  }

  #takeOut(): Uint8Array {
    const out = Buffer.allocUnsafe(this.pos);
    this.bytes.copy(out, 0, 0, this.pos);
    if (this.bytes.length > KEPT_CAPACITY_BYTES) this.#use(FIRST_CAPACITY_BYTES);
    return out;
  }

  #use(capacityBytes: number): void {
    this.bytes = Buffer.allocUnsafeSlow(capacityBytes);
    this.view = viewOf(this.bytes);
  }

  /** Makes sure that so many bytes fit. */
  protected room(sizeBytes: number): void {
    if (this.pos + sizeBytes <= this.bytes.length) return;
    this.pos += sizeBytes;
    throw FULL;
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
