import {
  DEFAULT_STREAM_OPTIONS,
  FrameStream,
  HEADER,
  inboxMuxOf,
  RpcError,
  sendRequest,
  type Bus,
  type ExchangeOptions,
  type StreamOptions,
} from '@bodybroker/nats-sdk';
import type { CallPolicy } from '@bodybroker/resilience';
import { noInstrumentation, type Instrumentation } from '@bodybroker/telemetry';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { ServiceFrames } from '../streaming/service-frames.js';
import { callHeaders } from './call-headers.js';
import { replyError } from './reply-error.js';
import type { GatewayCall, Upstream, UpstreamReply } from './upstream.js';

export interface NatsUpstreamOptions {
  /** Retry, breaker and bulkhead of unary calls. */
  readonly policy: CallPolicy;
  readonly instrumentation?: Instrumentation;
  /** Largest reply, in bytes. Default 8 MiB. */
  readonly maxMessageBytes?: number;
  readonly stream?: Partial<StreamOptions>;
}

const EMPTY = new Uint8Array(0);

/** Calls services over NATS, as bytes: the gateway has their messages at run time only. */
export class NatsUpstream implements Upstream {
  readonly #exchange: ExchangeOptions;
  readonly #policy: CallPolicy;
  readonly #instrumentation: Instrumentation;
  readonly #stream: StreamOptions;

  constructor(bus: Bus, options: NatsUpstreamOptions) {
    this.#exchange = { bus, mux: inboxMuxOf(bus), maxMessageBytes: options.maxMessageBytes ?? 8 * 1024 * 1024 };
    this.#policy = options.policy;
    this.#instrumentation = options.instrumentation ?? noInstrumentation;
    this.#stream = { ...DEFAULT_STREAM_OPTIONS, ...options.stream };
  }

  async unary(method: GatewayMethod, request: Uint8Array, call: GatewayCall): Promise<UpstreamReply> {
    const operation = this.#instrumentation.clientCall({ service: method.typeName, method: method.name }, call);
    const { subject } = method;
    const { deadline, signal } = call;
    const raw = { subject, body: request, headers: callHeaders(call, operation.carrier), deadline };
    try {
      const reply = await this.#policy.execute(
        {
          target: method.service,
          subject,
          repeatable: method.idempotency !== 'unknown' || call.idempotencyKey !== undefined,
          deadline,
          signal,
        },
        async (attempt) => {
          const answered = await sendRequest(this.#exchange, raw, attempt.signal);
          const error = replyError(method, answered);
          if (error !== undefined) throw error;
          return answered;
        },
      );
      operation.end('OK');
      return { bytes: reply.body, headers: reply.headers };
    } catch (thrown) {
      const error = RpcError.from(thrown);
      operation.end(error.code, error);
      throw error;
    }
  }

  serverStream(method: GatewayMethod, request: Uint8Array, call: GatewayCall): ServiceFrames {
    return new ServiceFrames(method, this.#open(method, request, call), call.signal);
  }

  #open(method: GatewayMethod, request: Uint8Array, call: GatewayCall): FrameStream {
    const { bus, mux } = this.#exchange;
    const { deadline } = call;
    const operation = this.#instrumentation.clientCall({ service: method.typeName, method: method.name }, call);
    const stream = new FrameStream({
      ...this.#stream,
      bus,
      mux,
      role: 'caller',
      subject: method.subject,
      peer: undefined,
      credit: 0,
      deadline,
      onClosed: (error) => operation.end(error?.code ?? 'OK', error),
    });
    const headers = {
      ...callHeaders(call, operation.carrier),
      ...(deadline === undefined
        ? {}
        : { [HEADER.timeoutMs]: String(Math.max(1, Math.ceil(deadline - performance.now()))) }),
      [HEADER.frame]: 'open',
      [HEADER.credit]: String(this.#stream.window),
    };
    try {
      bus.publish(method.subject, request.length === 0 ? EMPTY : request, { reply: stream.address, headers });
    } catch (error) {
      stream.cancel(RpcError.from(error));
    }
    return stream;
  }
}
