import { RpcError } from '@bodybroker/nats-sdk';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { answer, type Exchange } from '../http/exchange.js';
import type { Guard } from '../http/guard.js';
import { mediaTypeOf } from '../http/media-type.js';
import { readBody, unpack } from '../http/read-body.js';
import { replyHeaders } from '../http/reply-headers.js';
import { startCall, type StartedCall } from '../http/start-call.js';
import type { Streamer } from '../http/streamer.js';
import { badRequest, HttpError } from '../problems/http-error.js';
import type { Upstream } from '../upstream/upstream.js';
import type { Principal } from '../auth/principal.js';
import { requestBytes, responseBody, type ConnectCodec } from './connect-codec.js';
import { connectErrorAnswer } from './connect-error.js';
import { readConnectGet } from './connect-get.js';
import { connectStreamEncoder } from './connect-stream-encoder.js';
import { connectTimeoutMs } from './connect-timeout.js';
import { COMPRESSED, readSingleEnvelope } from './envelope.js';

export interface ConnectHandlerOptions {
  readonly guard: Guard;
  readonly upstream: Upstream;
  readonly streamer: Streamer;
  readonly maxBodyBytes: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** What a content type says of a call. */
const CALL_TYPES: ReadonlyMap<string, { readonly codec: ConnectCodec; readonly form: 'unary' | 'stream' }> = new Map([
  ['application/json', { codec: 'json', form: 'unary' }],
  ['application/proto', { codec: 'proto', form: 'unary' }],
  ['application/connect+json', { codec: 'json', form: 'stream' }],
  ['application/connect+proto', { codec: 'proto', form: 'stream' }],
]);

/** Serves the Connect protocol (connectrpc.com/docs/protocol): unary POST and GET, server streams; JSON and binary. */
export class ConnectHandler {
  readonly #options: ConnectHandlerOptions;

  constructor(options: ConnectHandlerOptions) {
    this.#options = options;
  }

  /** Never throws: failures are answered in Connect's own form. */
  async handle(exchange: Exchange, method: GatewayMethod): Promise<Response> {
    exchange.route = `/${method.typeName}/${method.name}`;
    try {
      if (exchange.httpMethod === 'GET') return await this.#get(exchange, method);
      if (exchange.httpMethod !== 'POST') throw notAllowed(method);
      const type = CALL_TYPES.get(mediaTypeOf(exchange.header('content-type')));
      if (type === undefined || (type.form === 'unary') !== (method.kind === 'unary')) throw unsupportedType(method);
      return type.form === 'unary'
        ? await this.#post(exchange, method, type.codec)
        : await this.#stream(exchange, method, type.codec);
    } catch (error) {
      return connectErrorAnswer(exchange, RpcError.from(error));
    }
  }

  async #get(exchange: Exchange, method: GatewayMethod): Promise<Response> {
    if (method.kind !== 'unary' || method.idempotency !== 'no-side-effects') throw notAllowed(method);
    const principal = await this.#admit(exchange, method);
    const { codec, message, compression } = readConnectGet(exchange.query);
    const body = await unpack(message, compression, this.#options.maxBodyBytes);
    return await this.#unary(exchange, method, codec, principal, body);
  }

  async #post(exchange: Exchange, method: GatewayMethod, codec: ConnectCodec): Promise<Response> {
    const principal = await this.#admit(exchange, method);
    const body = await readBody(exchange, this.#options.maxBodyBytes);
    return await this.#unary(exchange, method, codec, principal, body);
  }

  async #unary(
    exchange: Exchange,
    method: GatewayMethod,
    codec: ConnectCodec,
    principal: Principal,
    body: Uint8Array,
  ): Promise<Response> {
    const request = requestBytes(method, codec, body);
    const call = this.#start(exchange, method, principal);
    try {
      const reply = await this.#options.upstream.unary(method, request, call.context);
      const headers = { 'Content-Type': `application/${codec}`, ...replyHeaders(reply.headers) };
      return answer(exchange, 200, headers, responseBody(method, codec, reply.bytes));
    } finally {
      call.finish();
    }
  }

  async #stream(exchange: Exchange, method: GatewayMethod, codec: ConnectCodec): Promise<Response> {
    const encoder = connectStreamEncoder(method, codec);
    try {
      if (method.kind !== 'server_streaming') {
        throw new RpcError(
          'UNIMPLEMENTED',
          'CLIENT_STREAMING',
          'methods that stream from the client are not served over HTTP',
        );
      }
      const principal = await this.#admit(exchange, method);
      const { flags, data } = readSingleEnvelope(await readBody(exchange, this.#options.maxBodyBytes + 64));
      const encoding =
        (flags & COMPRESSED) === 0 ? 'identity' : (exchange.header('connect-content-encoding') ?? 'identity');
      const request = requestBytes(method, codec, await unpack(data, encoding, this.#options.maxBodyBytes));
      const call = this.#start(exchange, method, principal);
      return await this.#options.streamer.run({
        method,
        request,
        call,
        exchange,
        principal,
        encoder,
        openFailure: 'send',
      });
    } catch (error) {
      // In this protocol a stream that cannot begin is a stream that ends at once.
      return answer(exchange, 200, { 'Content-Type': encoder.contentType }, encoder.error(RpcError.from(error)));
    }
  }

  #admit(exchange: Exchange, method: GatewayMethod): Principal | Promise<Principal> {
    const version = exchange.header('connect-protocol-version');
    if (version !== undefined && version !== '1')
      throw badRequest('BAD_PROTOCOL_VERSION', 'Connect-Protocol-Version must be 1');
    return this.#options.guard.admit(method, exchange.header('authorization'), exchange.clientAddress);
  }

  #start(exchange: Exchange, method: GatewayMethod, principal: Principal): StartedCall {
    return startCall({
      method,
      exchange,
      principal,
      idempotencyKey: exchange.header('idempotency-key'),
      acceptLanguage: exchange.header('accept-language'),
      timeoutMs: connectTimeoutMs(exchange.header('connect-timeout-ms')),
      nowMs: this.#options.now(),
    });
  }
}

function notAllowed(method: GatewayMethod): HttpError {
  const allow = method.kind === 'unary' && method.idempotency === 'no-side-effects' ? 'GET, POST' : 'POST';
  return new HttpError(405, 'UNIMPLEMENTED', 'METHOD_NOT_ALLOWED', `only ${allow}`, { headers: { Allow: allow } });
}

function unsupportedType(method: GatewayMethod): HttpError {
  const types = [...CALL_TYPES]
    .filter(([, { form }]) => (form === 'unary') === (method.kind === 'unary'))
    .map(([type]) => type);
  return new HttpError(
    415,
    'INVALID_ARGUMENT',
    'UNSUPPORTED_MEDIA_TYPE',
    `the content type must be ${types.join(' or ')}`,
    {
      headers: { 'Accept-Post': types.join(', ') },
    },
  );
}
