import { protobufCodec, type MessageCodec } from '@bodybroker/codecs';
import type { CallPolicy } from '@bodybroker/resilience';
import { noInstrumentation, type Instrumentation } from '@bodybroker/telemetry';
import {
  ClientStreamingCall,
  DuplexStreamingCall,
  mergeRpcOptions,
  ServerStreamingCall,
  UnaryCall,
  type MethodInfo,
  type RpcOptions,
  type RpcTransport,
} from '@protobuf-ts/runtime-rpc';
import type { Connection } from '../../bus/connection.js';
import type { CallOptions } from '../client.js';
import { inboxMuxOf } from '../inbox-mux.js';
import { methodPlan, type MethodPlan } from '../method/method-plan.js';
import { DEFAULT_STREAM_OPTIONS, type StreamOptions } from '../streaming/stream-options.js';
import { DEFAULT_MAX_MESSAGE_BYTES } from '../wire/body-limit.js';
import type { PayloadCaller } from './payload-caller.js';
import { readReply } from './read-reply.js';
import { rpcCallParts } from './rpc-call-parts.js';
import { StreamCaller, type OutgoingStream } from './stream-caller.js';
import { pumpRequests, readPayloads, readSingle, type StreamOpener } from './stream-payloads.js';
import { toCallOptions } from './to-call-options.js';
import { UnaryCaller, type CallerOptions } from './unary-caller.js';

export interface TransportOptions {
  /** Name of the calling service: its actor when it calls on its own. */
  readonly name: string;
  /** Retry, breaker, bulkhead and hedging of unary calls. Default: one attempt. */
  readonly policy?: CallPolicy;
  readonly instrumentation?: Instrumentation;
  /** Default protobuf. */
  readonly codec?: MessageCodec;
  /** Largest request and reply, in bytes, whatever the message server's limit. Default 8 MiB. */
  readonly maxMessageBytes?: number;
  /** Whether long answers may come compressed. Default `gzip`. */
  readonly acceptEncoding?: 'gzip' | 'none';
  readonly stream?: Partial<StreamOptions>;
}

/**
 * Calls services over NATS. Generated protobuf-ts clients take it as their transport and run unchanged (an `error`
 * result rejects the call); {@link createClient} makes clients that resolve to the payload.
 */
export class NatsRpcTransport implements RpcTransport, PayloadCaller {
  readonly #unary: UnaryCaller;
  readonly #streams: StreamCaller;

  constructor(connection: Pick<Connection, 'bus'>, options: TransportOptions) {
    const caller: CallerOptions = {
      bus: connection.bus,
      mux: inboxMuxOf(connection.bus),
      name: options.name,
      policy: options.policy,
      instrumentation: options.instrumentation ?? noInstrumentation,
      codec: options.codec ?? protobufCodec,
      maxMessageBytes: options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES,
      acceptEncoding: options.acceptEncoding ?? 'gzip',
    };
    this.#unary = new UnaryCaller(caller);
    this.#streams = new StreamCaller(caller, { ...DEFAULT_STREAM_OPTIONS, ...options.stream });
  }

  mergeOptions(options?: Partial<RpcOptions>): RpcOptions {
    return mergeRpcOptions({}, options);
  }

  call(plan: MethodPlan, request: object, options: CallOptions): Promise<object> {
    return this.#unary.call(plan, request, options, (reply) => readReply(plan, reply).payload);
  }

  serverStream(plan: MethodPlan, request: object, options: CallOptions): AsyncIterable<object> {
    return readPayloads(() => this.#streams.open(plan, request, options));
  }

  clientStream(plan: MethodPlan, requests: AsyncIterable<object>, options: CallOptions): Promise<object> {
    return readSingle(plan, this.#opener(plan, requests, options));
  }

  duplexStream(plan: MethodPlan, requests: AsyncIterable<object>, options: CallOptions): AsyncIterable<object> {
    return readPayloads(this.#opener(plan, requests, options));
  }

  unary<I extends object, O extends object>(method: MethodInfo<I, O>, input: I, options: RpcOptions): UnaryCall<I, O> {
    const parts = rpcCallParts();
    const response = this.#unary.call(planOf(method), input, toCallOptions(options), (reply) => {
      parts.onHeaders(reply.headers);
      return readReply(planOf(method), reply).response as O;
    });
    parts.settleWith(response);
    return new UnaryCall(method, options.meta ?? {}, input, parts.headers, response, parts.status, parts.trailers);
  }

  serverStreaming<I extends object, O extends object>(
    method: MethodInfo<I, O>,
    input: I,
    options: RpcOptions,
  ): ServerStreamingCall<I, O> {
    const parts = rpcCallParts();
    const stream = this.#streams.open(planOf(method), input, toCallOptions(options));
    const responses = parts.responses<O>(stream);
    return new ServerStreamingCall(
      method,
      stream.requestHeaders,
      input,
      parts.headers,
      responses,
      parts.status,
      parts.trailers,
    );
  }

  clientStreaming<I extends object, O extends object>(
    method: MethodInfo<I, O>,
    options: RpcOptions,
  ): ClientStreamingCall<I, O> {
    const parts = rpcCallParts();
    const stream = this.#streams.open(planOf(method), undefined, toCallOptions(options));
    const response = parts.single<O>(planOf(method), stream);
    return new ClientStreamingCall(
      method,
      stream.requestHeaders,
      parts.requests<I>(stream),
      parts.headers,
      response,
      parts.status,
      parts.trailers,
    );
  }

  duplex<I extends object, O extends object>(method: MethodInfo<I, O>, options: RpcOptions): DuplexStreamingCall<I, O> {
    const parts = rpcCallParts();
    const stream = this.#streams.open(planOf(method), undefined, toCallOptions(options));
    const responses = parts.responses<O>(stream);
    return new DuplexStreamingCall(
      method,
      stream.requestHeaders,
      parts.requests<I>(stream),
      parts.headers,
      responses,
      parts.status,
      parts.trailers,
    );
  }

  #opener(plan: MethodPlan, requests: AsyncIterable<object>, options: CallOptions): StreamOpener {
    return (): OutgoingStream => {
      const stream = this.#streams.open(plan, undefined, options);
      return pumpRequests(stream, requests);
    };
  }
}

function planOf<I extends object, O extends object>(method: MethodInfo<I, O>): MethodPlan {
  return methodPlan(method as unknown as MethodInfo<object, object>);
}
