import { codecFor, type MessageCodec } from '@bodybroker/codecs';
import type { BusMessage } from '../../bus/bus.js';
import { abortError } from '../abort-error.js';
import type { HandlerContext } from '../call-context.js';
import { runInContext } from '../context-storage.js';
import type { MethodPlan } from '../method/method-plan.js';
import { isRpcError, type RpcError } from '../rpc-error.js';
import { readCount } from '../streaming/frame.js';
import { FrameStream } from '../streaming/frame-stream.js';
import { InterruptibleReader } from '../streaming/interruptible.js';
import { HEADER } from '../wire/header-names.js';
import type { CallRunner } from './endpoint.js';
import type { IncomingCall } from './incoming-call.js';
import { encodeError, errorReplyHeaders } from './reply-writer.js';
import { RequestReader } from './request-reader.js';
import type { ServerContext } from './server-context.js';
import { replyCodec } from './unary-runner.js';

/** The handler of a method that streams one way or both: see Handlers. */
export type StreamHandler = (
  input: object | AsyncIterable<object>,
  context: HandlerContext,
) => AsyncIterable<object> | Promise<object>;

// Somebody who asks with a plain request, such as `nats req`, gets as much as a default window.
const PLAIN_REQUEST_CREDIT = 64;

/** Runs the handlers of streaming methods. */
export class StreamRunner implements CallRunner {
  readonly #server: ServerContext;
  readonly #plan: MethodPlan;
  readonly #handler: StreamHandler;
  readonly #reader: RequestReader;
  readonly #streams = new WeakMap<BusMessage, FrameStream>();

  constructor(server: ServerContext, plan: MethodPlan, handler: StreamHandler) {
    this.#server = server;
    this.#plan = plan;
    this.#handler = handler;
    this.#reader = new RequestReader(plan, server.maxMessageBytes);
  }

  async run(call: IncomingCall, message: BusMessage): Promise<void> {
    const codec = codecFor(call.headers[HEADER.contentType]);
    const request = this.#plan.method.clientStreaming ? undefined : await this.#reader.read(call, codec, message.data);
    const stream = this.#open(call, message);
    const input = request ?? this.#requests(call, codec, stream);
    try {
      stream.accept();
      await runInContext(call, () => this.#answer(call, codec, stream, input));
    } catch (error) {
      // A reader that has had enough is no failure.
      if (stream.isClosed && isRpcError(error) && error.code === 'CANCELLED') return;
      throw error;
    }
  }

  refuse(message: BusMessage, error: RpcError): void {
    if (message.reply === undefined) return;
    const codec = replyCodec(message);
    const headers = errorReplyHeaders(codec, error);
    const stream = this.#streams.get(message);
    try {
      const body = encodeError(this.#plan, codec, error);
      if (stream !== undefined) stream.fail(body, headers, error);
      else {
        this.#server.bus.publish(message.reply, body, {
          headers: { ...headers, [HEADER.frame]: 'error', [HEADER.sequence]: '0' },
        });
      }
    } catch (thrown) {
      // The caller learns of it by its own connection or the missing heartbeats.
      if (!isRpcError(thrown)) throw thrown;
    }
  }

  #open(call: IncomingCall, message: BusMessage): FrameStream {
    const { bus, mux, stream: options } = this.#server;
    const stream = new FrameStream({
      ...options,
      bus,
      mux,
      role: 'callee',
      subject: this.#plan.subject,
      peer: message.reply,
      credit: readCount(call.headers, HEADER.credit) ?? PLAIN_REQUEST_CREDIT,
      // The call's own deadline aborts its signal, which ends the stream with an error frame.
      deadline: undefined,
      onClosed: (error) => {
        if (error !== undefined) call.abort(error);
      },
    });
    this.#streams.set(message, stream);
    return stream;
  }

  async #answer(
    call: IncomingCall,
    codec: MessageCodec,
    stream: FrameStream,
    input: object | AsyncIterable<object>,
  ): Promise<void> {
    const output = this.#handler(input, call);
    const payloads = new InterruptibleReader(isAsyncIterable(output) ? output : once(output));
    const { signal } = call;
    const onAbort = (): void => {
      const reason = abortError(signal);
      payloads.interrupt(reason);
      stream.stopSending(reason);
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    const { method, result } = this.#plan;
    try {
      for (let next = await payloads.next(); next !== undefined; next = await payloads.next()) {
        await stream.send(codec.encode(method.O, result.fold(next.value)));
      }
      stream.end();
    } finally {
      signal.removeEventListener('abort', onAbort);
      payloads.release();
    }
  }

  async *#requests(call: IncomingCall, codec: MessageCodec, stream: FrameStream): AsyncGenerator<object> {
    for (let frame = await stream.next(); frame !== undefined; frame = await stream.next()) {
      yield this.#reader.readPlain(call, codec, frame.body);
    }
  }
}

function isAsyncIterable(value: object): value is AsyncIterable<object> {
  return Symbol.asyncIterator in value;
}

async function* once(value: Promise<object>): AsyncGenerator<object> {
  yield await value;
}
