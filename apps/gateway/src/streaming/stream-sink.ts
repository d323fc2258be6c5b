import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { RpcError } from '@bodybroker/nats-sdk';

export interface StreamSinkOptions {
  /** How long a reader may take nothing before its connection is cut, in milliseconds. */
  readonly stallMs: number;
}

/**
 * Writes a streamed answer straight to the connection. What one event-loop turn brings goes out in one write; the writer waits
 * while the reader is slower, so that no more than the socket's own buffer and one frame are held for it.
 */
export class StreamSink {
  readonly #outgoing: ServerResponse;
  readonly #stallMs: number;
  #corked = false;

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
    return this.#outgoing.writableLength === 0;
  }

  /**
   * Writes a piece; returns a promise only when the reader is behind.
   * @throws RpcError CANCELLED READER_STALLED, after the connection was cut
   */
  write(piece: string | Uint8Array): Promise<void> | undefined {
    if (!this.#corked) {
      this.#corked = true;
      this.#outgoing.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#outgoing.uncork();
      });
    }
    return this.#outgoing.write(piece) ? undefined : this.#drained();
  }

  end(): void {
    this.#outgoing.end();
  }

  async #drained(): Promise<void> {
    const settled = new AbortController();
    const timer = setTimeout(() => this.#outgoing.destroy(), this.#stallMs);
    try {
      if (this.#outgoing.destroyed) throw gone();
      await Promise.race([
        once(this.#outgoing, 'drain', { signal: settled.signal }),
        once(this.#outgoing, 'close', { signal: settled.signal }).then(() => Promise.reject(gone())),
      ]);
    } finally {
      clearTimeout(timer);
      settled.abort();
    }
  }
}

function gone(): RpcError {
  return new RpcError('CANCELLED', 'READER_STALLED', 'the reader went away or took nothing for too long');
}
