import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { RpcError } from '@bodybroker/nats-sdk';

export interface StreamSinkOptions {
  /** How long a reader may take nothing before its connection is cut, in milliseconds. */
  readonly stallMs: number;
}

/** What is gathered before it is written without waiting for the end of the turn, in bytes. */
const GATHER_BYTES = 16 * 1024;

/**
 * Writes a streamed answer straight to the connection. What one event-loop turn brings goes out in one write; the writer waits
 * while the reader is slower, so that no more than the socket's own buffer and one frame are held for it.
 */
export class StreamSink {
  readonly #outgoing: ServerResponse;
  readonly #stallMs: number;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;

  constructor(outgoing: ServerResponse, { stallMs }: StreamSinkOptions) {
    this.#outgoing = outgoing;
    this.#stallMs = stallMs;
  }

  open(headers: Readonly<Record<string, string>>): void {
    this.#outgoing.writeHead(200, headers);
    this.#outgoing.flushHeaders();
  }

  /** True when nothing waits to be taken by the reader. */
  get idle(): boolean {
    return this.#gatheredBytes === 0 && this.#outgoing.writableLength === 0;
  }

  /**
   * Writes a piece; returns a promise only when the reader is behind.
   * @throws RpcError CANCELLED READER_GONE, after the connection was cut
   */
  write(piece: string | Uint8Array): Promise<void> | undefined {
    const bytes =
      typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    if (this.#gatheredBytes === 0) process.nextTick(() => this.#flush());
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes < GATHER_BYTES && !this.#outgoing.writableNeedDrain) return undefined;
    return this.#flush() ? undefined : this.#drained();
  }

  end(): void {
    this.#flush();
    this.#outgoing.end();
  }

  /** False when the reader is behind. */
  #flush(): boolean {
    if (this.#gatheredBytes === 0) return !this.#outgoing.writableNeedDrain;
    const [only] = this.#gathered;
    const piece =
      this.#gathered.length === 1 && only !== undefined ? only : Buffer.concat(this.#gathered, this.#gatheredBytes);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    return this.#outgoing.write(piece);
  }

  async #drained(): Promise<void> {
    const settled = new AbortController();
    const timer = setTimeout(() => this.#outgoing.destroy(), this.#stallMs);
    const { signal } = settled;
    try {
      if (this.#outgoing.destroyed) throw gone();
      const drained = once(this.#outgoing, 'drain', { signal });
      const closed = once(this.#outgoing, 'close', { signal }).then(() => Promise.reject(gone()));
      // The one that loses is ended by `settled`, and nobody is to be told.
      closed.catch(() => undefined);
      drained.catch(() => undefined);
      await Promise.race([drained, closed]);
    } finally {
      clearTimeout(timer);
      settled.abort();
    }
  }
}

function gone(): RpcError {
  return new RpcError('CANCELLED', 'READER_GONE', 'the reader went away or took nothing for too long');
}
