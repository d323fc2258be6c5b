import { codecFor, protobufCodec, type MessageCodec } from '@bodybroker/codecs';
import type { BusMessage, MessageHeaders } from '../../bus/bus.js';
import type { HandlerContext } from '../call-context.js';
import { runInContext } from '../context-storage.js';
import { isRpcError, type RpcError } from '../rpc-error.js';
import { writeContentType } from '../wire/content-type.js';
import { HEADER } from '../wire/header-names.js';
import type { MethodPlan } from '../method/method-plan.js';
import { joinRequest } from './chunked-request.js';
import type { CallRunner } from './endpoint.js';
import type { IncomingCall } from './incoming-call.js';
import { encodeError, errorReplyHeaders, publishReply } from './reply-writer.js';
import { RequestReader } from './request-reader.js';
import type { ServerContext } from './server-context.js';

export type UnaryHandler = (request: object, context: HandlerContext) => Promise<object>;

/** Runs unary handlers: one request in, one answer out, both in the caller's content type. */
export class UnaryRunner implements CallRunner {
  readonly #server: ServerContext;
  readonly #plan: MethodPlan;
  readonly #handler: UnaryHandler;
  readonly #reader: RequestReader;

  constructor(server: ServerContext, plan: MethodPlan, handler: UnaryHandler) {
    this.#server = server;
    this.#plan = plan;
    this.#handler = handler;
    this.#reader = new RequestReader(plan, server.maxMessageBytes);
  }

  async run(call: IncomingCall, message: BusMessage): Promise<void> {
    const { headers: asked } = call;
    const codec = codecFor(asked[HEADER.contentType]);
    const body = asked[HEADER.chunk] === undefined ? message.data : await joinRequest(this.#server, message, call);
    const reading = this.#reader.read(call, codec, body);
    // What is there already is not waited for: a turn of the microtask queue and a promise less for nearly all calls.
    const request = reading instanceof Promise ? await reading : reading;
    const payload = await runInContext(call, () => this.#handler(request, call));
    call.throwIfCancelled();
    if (call.replyTo === undefined) return;
    const answer = codec.encode(this.#plan.method.O, this.#plan.result.fold(payload));
    const headers = replyHeaders(codec, call.responseHeaders);
    const publishing = publishReply(this.#server.bus, call.replyTo, answer, headers, {
      acceptEncoding: asked[HEADER.acceptEncoding],
      maxMessageBytes: this.#server.maxMessageBytes,
    });
    if (publishing !== undefined) await publishing;
  }

  refuse(message: BusMessage, error: RpcError): void {
    if (message.reply === undefined) return;
    const codec = replyCodec(message);
    try {
      this.#server.bus.publish(message.reply, encodeError(this.#plan, codec, error), {
        headers: errorReplyHeaders(codec, error),
      });
    } catch (thrown) {
      // The caller learns of it by its own connection or deadline.
      if (!isRpcError(thrown)) throw thrown;
    }
  }
}

function replyHeaders(codec: MessageCodec, added: MessageHeaders | undefined): Record<string, string> {
  const headers: Record<string, string> = { ...added };
  writeContentType(codec, headers);
  return headers;
}

/** The codec to answer in; protobuf when the caller asked in something that is not known here. */
export function replyCodec(message: BusMessage): MessageCodec {
  try {
    return codecFor(message.headers[HEADER.contentType]);
  } catch {
    return protobufCodec;
  }
}
