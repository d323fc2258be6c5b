import { isAscii } from 'node:buffer';
import { toBinary } from '@bufbuild/protobuf';
import { badRequest, HttpError } from '../problems/http-error.js';
import type { Binding } from '../routing/binding.js';
import { ndjsonEncoder } from '../streaming/ndjson-encoder.js';
import { resumeAfter } from '../streaming/resume.js';
import { sseEncoder } from '../streaming/sse-encoder.js';
import { payloadJson } from '../transcoding/payload-json.js';
import { requestToBytes } from '../transcoding/request-to-bytes.js';
import { requestToMessage } from '../transcoding/request-to-message.js';
import type { AnswerBody, AnswerCache } from './answer-cache.js';
import { answer, type Exchange } from './exchange.js';
import type { Guard } from './guard.js';
import { isJson, negotiate } from './media-type.js';
import { readBody } from './read-body.js';
import { replyHeaders } from './reply-headers.js';
import { startCall, type StartedCall } from './start-call.js';
import type { Streamer } from './streamer.js';
import type { GatewayCall, Upstream } from '../upstream/upstream.js';
import type { Principal } from '../auth/principal.js';

export interface RestHandlerOptions {
  readonly guard: Guard;
  readonly upstream: Upstream;
  readonly streamer: Streamer;
  readonly cache: AnswerCache;
  readonly maxBodyBytes: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** Serves the routes of google.api.http rules: JSON in, JSON out, streams as SSE or NDJSON. */
export class RestHandler {
  readonly #options: RestHandlerOptions;

  constructor(options: RestHandlerOptions) {
    this.#options = options;
  }

  /** @throws RpcError for everything that is answered with a problem */
  async handle(exchange: Exchange, binding: Binding, captures: readonly string[]): Promise<Response> {
    const { method } = binding;
    exchange.route = binding.template.source;
    const admitted = this.#options.guard.admit(method, exchange.header('authorization'), exchange.clientAddress);
    const principal = admitted instanceof Promise ? await admitted : admitted;
    const body = await this.#readBody(exchange, binding);
    const parts = { captures, query: exchange.query, body };
    if (method.kind === 'server_streaming') {
      const message = requestToMessage(binding, parts);
      resumeAfter(method, message, exchange.header('last-event-id'));
      return await this.#stream(exchange, binding, principal, toBinary(method.input, message));
    }
    const request = requestToBytes(binding, parts);
    const call = this.#start(exchange, binding, principal);
    try {
      const maxAgeMs = maxAgeOf(binding, principal);
      if (maxAgeMs > 0) return await this.#cached(exchange, binding, request, call.context, maxAgeMs);
      const { bytes, headers } = await this.#options.upstream.unary(method, request, call.context);
      const body = payloadJson(method, bytes, binding.responseField);
      return answer(exchange, 200, { ...JSON_HEADERS, ...replyHeaders(headers) }, textOf(body));
    } finally {
      call.finish();
    }
  }

  async #cached(
    exchange: Exchange,
    { method, responseField }: Binding,
    request: Uint8Array,
    call: GatewayCall,
    maxAgeMs: number,
  ): Promise<Response> {
    const asked = Buffer.from(request).toString('base64');
    const key = `${method.subject} ${call.locale} ${responseField?.name ?? ''} ${asked}`;
    const body = await this.#options.cache.get(key, maxAgeMs, async () => {
      const { bytes } = await this.#options.upstream.unary(method, request, call);
      return payloadJson(method, bytes, responseField);
    });
    const headers = { ...JSON_HEADERS, 'Cache-Control': `public, max-age=${Math.floor(maxAgeMs / 1000)}` };
    return answer(exchange, 200, headers, body);
  }

  #stream(exchange: Exchange, binding: Binding, principal: Principal, request: Uint8Array): Promise<Response> {
    const { method } = binding;
    const type = negotiate(exchange.header('accept'), [
      'text/event-stream',
      'application/x-ndjson',
      'application/ndjson',
    ]);
    if (type === undefined) {
      throw new HttpError(
        406,
        'INVALID_ARGUMENT',
        'NOT_ACCEPTABLE',
        'this method answers text/event-stream or application/x-ndjson',
      );
    }
    const context = { requestId: exchange.requestId, path: exchange.path };
    const encoder = type === 'text/event-stream' ? sseEncoder(method, context) : ndjsonEncoder(method, context);
    const call = this.#start(exchange, binding, principal);
    return this.#options.streamer.run({ method, request, call, exchange, principal, encoder, openFailure: 'throw' });
  }

  #start(exchange: Exchange, { method }: Binding, principal: Principal): StartedCall {
    return startCall({
      method,
      exchange,
      principal,
      idempotencyKey: exchange.header('idempotency-key'),
      acceptLanguage: exchange.header('accept-language'),
      timeoutMs: undefined,
      nowMs: this.#options.now(),
    });
  }

  async #readBody(exchange: Exchange, { body: bound }: Binding): Promise<Uint8Array> {
    const { httpMethod } = exchange;
    if (httpMethod === 'GET' || httpMethod === 'HEAD') return new Uint8Array(0);
    const body = await readBody(exchange, this.#options.maxBodyBytes);
    if (body.length === 0) return body;
    if (bound.kind === 'none') throw badRequest('UNEXPECTED_BODY', 'this method takes no body');
    if (!isJson(exchange.header('content-type'))) {
      throw new HttpError(415, 'INVALID_ARGUMENT', 'UNSUPPORTED_MEDIA_TYPE', 'the body must be application/json', {
        headers: { Accept: 'application/json' },
      });
    }
    return body;
  }
}

/** How long the answer to anybody's public question may be kept; 0: it may not. */
function maxAgeOf({ method, httpMethod }: Binding, { actor }: Principal): number {
  const isQuestion = method.idempotency === 'no-side-effects' && httpMethod === 'GET';
  return isQuestion && actor.kind === 'anonymous' ? method.options.cacheMs : 0;
}

/** Node sends head and body in one write when the body is a text, in two when it is bytes. */
function textOf(json: AnswerBody): string {
  if (typeof json === 'string') return json;
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
