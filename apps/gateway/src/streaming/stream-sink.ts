import type { ServerResponse } from 'node:http';
import { RpcError } from '@bodybroker/nats-sdk';
import type { StreamOutput } from './stream-encoder.js';
import { TurnBuffer } from './turn-buffer.js';

export interface StreamSinkOptions {
  /** How long a reader may take nothing before its connection is cut, in milliseconds. */
  readonly stallMs: number;
  /** Called whenever something has been written to the connection. */
  readonly onWrite?: () => void;
}

/** What is gathered before it is written without waiting for the end of the turn, in bytes. */
const GATHER_BYTES = 64 * 1024;

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: RpcError) => void;
}

/**
 * Writes a streamed answer straight to the connection. What one event-loop turn brings goes out in one write. Whoever fills it
 * asks `takesMore` after each piece and waits for `drained` when the reader is behind, so that no more than the socket's own
 * buffer, GATHER_BYTES and one piece are held for it.
 */
export class StreamSink implements StreamOutput {
  readonly #outgoing: ServerResponse;
  readonly #options: StreamSinkOptions;
  readonly #gathered = new TurnBuffer();
  #headers: 'none' | 'set' | 'sent' = 'none';
  #flushIsDue = false;
  #isBehind = false;
  #waiter: Waiter | undefined;
  #stall: NodeJS.Timeout | undefined;

  constructor(outgoing: ServerResponse, options: StreamSinkOptions) {
    this.#outgoing = outgoing;
    this.#options = options;
    outgoing.on('drain', this.#onDrain);
    outgoing.once('close', this.#onClose);
  }

  /** Begins the answer. Its headers go out with what this turn brings, or alone. */
  open(headers: Readonly<Record<string, string>>): void {
    this.#outgoing.writeHead(200, headers);
    this.#headers = 'set';
    this.#scheduleFlush();
  }

  /** True when nothing waits to be taken by the reader. */
  get isIdle(): boolean {
    return this.#gathered.length === 0 && !this.#isBehind && this.#outgoing.writableLength === 0;
  }

  text(value: string): void {
    this.#scheduleFlush();
    this.#gathered.text(value);
  }

  bytes(value: Uint8Array): void {
    this.#scheduleFlush();
    this.#gathered.bytes(value);
  }

  /** Whether the reader keeps up; false: wait for `drained` before the next piece. */
  takesMore(): boolean {
    if (this.#gathered.length >= GATHER_BYTES) this.#flush();
    return !this.#isBehind && !this.#outgoing.destroyed;
  }

  /**
   * Waits until the reader has caught up. One call at a time.
   * @throws RpcError CANCELLED READER_GONE when the reader went away, or took nothing for `stallMs` and was cut off
   */
  drained(): Promise<void> {
    if (this.#outgoing.destroyed) return Promise.reject(gone());
    if (!this.#isBehind) return Promise.resolve();
    this.#startStall();
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** Ends the answer. A reader that takes nothing of what is left is cut off as well. */
  end(): void {
    if (this.#outgoing.destroyed) return;
    if (this.#isBehind) this.#startStall();
    if (this.#gathered.length === 0) this.#outgoing.end();
    else this.#outgoing.end(this.#gathered.take());
  }

  #scheduleFlush(): void {
    if (this.#flushIsDue) return;
    this.#flushIsDue = true;
    process.nextTick(this.#flushTurn);
  }

  readonly #flushTurn = (): void => {
    this.#flushIsDue = false;
    this.#flush();
  };

  #flush(): void {
    if (this.#outgoing.destroyed || this.#outgoing.writableEnded) return;
    if (this.#gathered.length > 0) {
      if (!this.#outgoing.write(this.#gathered.take())) this.#isBehind = true;
    } else if (this.#headers === 'set') this.#outgoing.flushHeaders();
    else return;
    this.#headers = 'sent';
    this.#options.onWrite?.();
  }

  readonly #onDrain = (): void => {
    this.#isBehind = false;
    this.#stopStall();
    this.#takeWaiter()?.resolve();
  };

  readonly #onClose = (): void => {
    this.#outgoing.off('drain', this.#onDrain);
    this.#stopStall();
    this.#takeWaiter()?.reject(gone());
  };

  #startStall(): void {
    this.#stall ??= setTimeout(() => this.#outgoing.destroy(), this.#options.stallMs);
  }

  #stopStall(): void {
    clearTimeout(this.#stall);
    this.#stall = undefined;
  }

  #takeWaiter(): Waiter | undefined {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    return waiter;
  }
}

function gone(): RpcError {
  return new RpcError('CANCELLED', 'READER_GONE', 'the reader went away or took nothing for too long');
}
