import { RpcOutputStreamController, type RpcOutputStream } from '@protobuf-ts/runtime-rpc';
import { RpcError } from '../rpc-error.js';
import type { OutgoingStream } from './stream-caller.js';

/**
 * The responses of a protobuf-ts call. Iterated, it takes from the service only what its reader takes; with listeners
 * it takes all there is, as they cannot say stop. (protobuf-ts' own controller keeps everything a slow reader leaves.)
 * It is read one way or the other, by one reader.
 */
export class PulledOutputStream<O extends object> implements RpcOutputStream<O> {
  /** Settles when the stream has ended and its end was read. */
  readonly finished: Promise<void>;
  readonly #stream: OutgoingStream;
  readonly #settle: PromiseWithResolvers<void>;
  #pushed: RpcOutputStreamController<O> | undefined;

  constructor(stream: OutgoingStream) {
    this.#stream = stream;
    this.#settle = Promise.withResolvers<void>();
    this.finished = this.#settle.promise;
  }

  onNext(callback: Parameters<RpcOutputStream<O>['onNext']>[0]): () => void {
    return this.#push().onNext(callback);
  }

  onMessage(callback: (message: O) => void): () => void {
    return this.#push().onMessage(callback);
  }

  onComplete(callback: () => void): () => void {
    return this.#push().onComplete(callback);
  }

  onError(callback: (reason: Error) => void): () => void {
    return this.#push().onError(callback);
  }

  [Symbol.asyncIterator](): AsyncIterator<O> {
    if (this.#pushed !== undefined) return this.#pushed[Symbol.asyncIterator]();
    return {
      next: async () => {
        const value = await this.#next();
        return value === undefined ? { done: true, value: undefined } : { done: false, value };
      },
      return: () => {
        const error = new RpcError('CANCELLED', 'CANCELLED', 'the reader stopped');
        this.#stream.cancel(error);
        this.#settle.reject(error);
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  async #next(): Promise<O | undefined> {
    try {
      const reply = await this.#stream.next();
      if (reply === undefined) this.#settle.resolve();
      return reply?.response as O | undefined;
    } catch (thrown) {
      const error = RpcError.from(thrown);
      this.#settle.reject(error);
      throw error;
    }
  }

  #push(): RpcOutputStreamController<O> {
    if (this.#pushed === undefined) {
      this.#pushed = new RpcOutputStreamController<O>();
      void this.#pump(this.#pushed);
    }
    return this.#pushed;
  }

  async #pump(controller: RpcOutputStreamController<O>): Promise<void> {
    try {
      for (let message = await this.#next(); message !== undefined; message = await this.#next()) {
        controller.notifyMessage(message);
      }
      controller.notifyComplete();
    } catch (thrown) {
      controller.notifyError(RpcError.from(thrown));
    }
  }
}
