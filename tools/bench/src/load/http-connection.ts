import { connect, type Socket } from 'node:net';
import { ResponseReader } from './response-reader.js';

export interface HttpConnectionOptions {
  readonly port: number;
  readonly request: Buffer;
  /** Called with the status of each answer, and with an error when there will be none. */
  readonly onAnswer: (status: number | Error) => void;
}

const READ_BUFFER_BYTES = 64 * 1024;

/** One kept-alive connection to 127.0.0.1 with one request under way at most. Opens itself again when it broke. */
export class HttpConnection {
  readonly #options: HttpConnectionOptions;
  readonly #buffer = Buffer.allocUnsafe(READ_BUFFER_BYTES);
  #reader = new ResponseReader();
  #socket: Socket | undefined;
  #waiting = false;

  constructor(options: HttpConnectionOptions) {
    this.#options = options;
  }

  /** Sends the request. Not to be called again before `onAnswer` was. */
  send(): void {
    this.#waiting = true;
    this.#socket ??= this.#open();
    this.#socket.write(this.#options.request);
  }

  close(): void {
    this.#waiting = false;
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    this.#reader = new ResponseReader();
    const socket = connect({
      port: this.#options.port,
      host: '127.0.0.1',
      noDelay: true,
      // One buffer for all that is read: nothing is kept of an answer but its end.
      onread: { buffer: this.#buffer, callback: (bytes) => this.#onBytes(bytes) },
    });
    let reason: Error | undefined;
    socket.on('error', (error) => (reason = error));
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#settle(reason ?? new Error('the connection was closed'));
    });
    return socket;
  }

  #onBytes(length: number): boolean {
    try {
      const status = this.#reader.push(this.#buffer.subarray(0, length));
      if (status !== undefined) this.#settle(status);
    } catch (error) {
      this.#socket?.destroy(error as Error);
    }
    return true;
  }

  #settle(outcome: number | Error): void {
    if (!this.#waiting) return;
    this.#waiting = false;
    this.#options.onAnswer(outcome);
  }
}
