import { ChunkedBody } from './chunked-body.js';

const HEAD_END = '\r\n\r\n';
const EMPTY = Buffer.alloc(0);

/** Finds where HTTP/1.1 answers end that come one at a time, however the bytes are cut. Looks at nothing else. */
export class ResponseReader {
  #partialHead: Buffer = EMPTY;
  #status = 0;
  #bodyLeft = 0;
  #chunked: ChunkedBody | undefined;

  /**
   * Takes the next bytes of a connection.
   * @returns the status of the answer that ends with these bytes; undefined when it goes on
   * @throws Error when this is no answer with a known end, or when more comes than was asked for
   */
  push(bytes: Buffer): number | undefined {
    if (this.#status !== 0) return this.#readBody(bytes);
    const all = this.#partialHead.length === 0 ? bytes : Buffer.concat([this.#partialHead, bytes]);
    const end = all.indexOf(HEAD_END);
    if (end < 0) {
      // The caller may use its buffer again.
      this.#partialHead = Buffer.from(all);
      return undefined;
    }
    this.#partialHead = EMPTY;
    this.#readHead(all.toString('latin1', 0, end));
    return this.#readBody(all.subarray(end + HEAD_END.length));
  }

  #readHead(head: string): void {
    this.#status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? NaN);
    if (Number.isNaN(this.#status)) throw new Error(`not an HTTP/1.1 answer: ${head.slice(0, 40)}`);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length !== undefined) this.#bodyLeft = Number(length);
    else if (/\r\ntransfer-encoding: *chunked/i.test(head)) this.#chunked = new ChunkedBody();
    else throw new Error('an answer without a known end');
  }

  #readBody(bytes: Buffer): number | undefined {
    let left = 0;
    if (this.#chunked === undefined) {
      left = bytes.length - this.#bodyLeft;
      this.#bodyLeft -= bytes.length;
      if (left < 0) return undefined;
    } else {
      const end = this.#chunked.push(bytes);
      if (end === undefined) return undefined;
      left = bytes.length - end;
    }
    if (left > 0) throw new Error(`${left} bytes after the answer`);
    const status = this.#status;
    this.#status = 0;
    this.#bodyLeft = 0;
    this.#chunked = undefined;
    return status;
  }
}
