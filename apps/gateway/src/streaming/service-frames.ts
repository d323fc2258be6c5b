import { RpcError, type RawReply } from '@bodybroker/nats-sdk';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { replyError } from '../upstream/reply-error.js';
import type { FrameSource } from './frame-source.js';

/** What is needed of the stream; a FrameStream of the SDK is one. */
export interface ReplyStream {
  readonly isClosed: boolean;
  /** The next frame; undefined at the regular end. @throws RpcError why the stream closed before */
  next(): Promise<RawReply | undefined>;
  /** A frame that is there already. */
  takeReady(): RawReply | undefined;
  cancel(error: RpcError): void;
}

/** The frames of a service's stream as the gateway reads them. The stream ends with the signal, its end or its reader. */
export class ServiceFrames implements FrameSource {
  readonly #method: GatewayMethod;
  readonly #stream: ReplyStream;
  readonly #signal: AbortSignal;
  /** A failure that was found by takeReady, for the next to tell. */
  #failure: RpcError | undefined;

  constructor(method: GatewayMethod, stream: ReplyStream, signal: AbortSignal) {
    this.#method = method;
    this.#stream = stream;
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) this.#onAbort();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const frame = await this.#stream.next();
      if (frame !== undefined) return { done: false, value: this.#body(frame) };
    } catch (error) {
      this.#release();
      throw error;
    }
    this.#release();
    return { done: true, value: undefined };
  }

  takeReady(): Uint8Array | undefined {
    const frame = this.#failure === undefined ? this.#stream.takeReady() : undefined;
    if (frame === undefined) return undefined;
    try {
      return this.#body(frame);
    } catch (error) {
      this.#failure = RpcError.from(error);
      return undefined;
    }
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.#release();
    return Promise.resolve({ done: true, value: undefined });
  }

  #body(frame: RawReply): Uint8Array {
    const error = replyError(this.#method, frame);
    if (error !== undefined) throw error;
    return frame.body;
  }

  readonly #onAbort = (): void => this.#stream.cancel(RpcError.from(this.#signal.reason));

  #release(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    if (!this.#stream.isClosed) this.#stream.cancel(new RpcError('CANCELLED', 'CANCELLED', 'the reader takes no more'));
  }
}
