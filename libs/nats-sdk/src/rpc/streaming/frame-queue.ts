import { RpcError } from '../rpc-error.js';
import type { Frame } from './frame.js';

interface Reader {
  readonly resolve: (frame: Frame | undefined) => void;
  readonly reject: (error: RpcError) => void;
}

/** Frames that arrived and were not read yet: never more than the window, for more credit is given only as they are read. */
export class FrameQueue {
  readonly #window: number;
  readonly #onCredit: (granted: number) => void;
  #frames: Frame[] = [];
  #read = 0;
  #arrived = 0;
  #granted: number;
  #reader: Reader | undefined;
  #ended = false;
  #error: RpcError | undefined;

  /** @param onCredit called with the number of frames the peer may send in all */
  constructor(window: number, onCredit: (granted: number) => void) {
    this.#window = window;
    this.#granted = window;
    this.#onCredit = onCredit;
  }

  get granted(): number {
    return this.#granted;
  }

  /** @throws RpcError RESOURCE_EXHAUSTED when the peer sent more than it was allowed */
  push(frame: Frame): void {
    this.#arrived += 1;
    if (this.#arrived > this.#granted) {
      throw new RpcError('RESOURCE_EXHAUSTED', 'CREDIT_EXCEEDED', 'the other side sends more than it was allowed', {
        retryable: false,
      });
    }
    this.pushLast(frame);
  }

  /** As push, for a frame that needs no credit. */
  pushLast(frame: Frame): void {
    const reader = this.#takeReader();
    if (reader === undefined) {
      this.#frames.push(frame);
      return;
    }
    this.#count();
    reader.resolve(frame);
  }

  end(): void {
    this.#ended = true;
    this.#takeReader()?.resolve(undefined);
  }

  /** A regular close lets the reader have what is there; an error takes it away. */
  close(error: RpcError | undefined): void {
    if (error === undefined) {
      this.end();
      return;
    }
    this.#error = error;
    if (!this.#ended) this.#frames = [];
    this.#takeReader()?.reject(error);
  }

  /** A frame that is there already; undefined: the next has to be waited for, as have the end and errors. Not while a `next` waits. */
  takeReady(): Frame | undefined {
    const frame = this.#frames.shift();
    if (frame !== undefined) this.#count();
    return frame;
  }

  /** One call at a time. */
  next(): Promise<Frame | undefined> {
    const frame = this.takeReady();
    if (frame !== undefined) return Promise.resolve(frame);
    if (this.#ended) return Promise.resolve(undefined);
    if (this.#error !== undefined) return Promise.reject(this.#error);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  #count(): void {
    this.#read += 1;
    // Half a window at a time: one credit frame for many data frames, and the sender never runs dry.
    if (this.#ended || this.#granted - this.#read > this.#window / 2) return;
    this.#granted = this.#read + this.#window;
    this.#onCredit(this.#granted);
  }

  #takeReader(): Reader | undefined {
    const reader = this.#reader;
    this.#reader = undefined;
    return reader;
  }
}
