const CR = 0x0d;
const LF = 0x0a;

/** Finds the end of a body in chunked transfer coding (RFC 9112, 7.1), however the bytes are cut. */
export class ChunkedBody {
  #line = '';
  #dataLeft = 0;
  #part: 'size' | 'data' | 'trailer' = 'size';

  /**
   * Takes the next bytes.
   * @returns how many of them belong to the body when it ends in them; undefined when it goes on
   * @throws Error when a chunk has no size
   */
  push(bytes: Buffer): number | undefined {
    let at = 0;
    while (at < bytes.length) {
      if (this.#part === 'data') {
        const taken = Math.min(this.#dataLeft, bytes.length - at);
        this.#dataLeft -= taken;
        at += taken;
        if (this.#dataLeft === 0) this.#part = 'size';
        continue;
      }
      const byte = bytes[at];
      at += 1;
      if (byte !== LF) {
        if (byte !== CR) this.#line += String.fromCharCode(byte ?? 0);
        continue;
      }
      const line = this.#line;
      this.#line = '';
      if (this.#part === 'trailer') {
        if (line === '') return at;
      } else {
        this.#startChunk(line);
      }
    }
    return undefined;
  }

  #startChunk(line: string): void {
    const size = parseInt(line, 16);
    if (Number.isNaN(size)) throw new Error(`not the size of a chunk: ${line.slice(0, 20)}`);
    // With its data goes the line break behind it.
    this.#dataLeft = size + 2;
    this.#part = size === 0 ? 'trailer' : 'data';
  }
}
