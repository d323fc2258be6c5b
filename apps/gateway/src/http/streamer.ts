import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { RpcError } from '@bodybroker/nats-sdk';
import { actorName, type Principal } from '../auth/principal.js';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { StreamSlots } from '../limits/stream-slots.js';
import type { FrameSource } from '../streaming/frame-source.js';
import { pump } from '../streaming/pump.js';
import type { StreamEncoder } from '../streaming/stream-encoder.js';
import { StreamSink } from '../streaming/stream-sink.js';
import type { Upstream } from '../upstream/upstream.js';
import type { Exchange } from './exchange.js';
import type { StartedCall } from './start-call.js';

export interface StreamerOptions {
  readonly upstream: Upstream;
  readonly slots: StreamSlots;
  /** Silence after which a heartbeat is sent, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long a reader may take nothing before its connection is cut, in milliseconds. */
  readonly stallMs: number;
  /** Aborts when the gateway stops: streams then end with UNAVAILABLE, so that clients go elsewhere. */
  readonly stopping: AbortSignal;
}

export interface StreamRun {
  readonly method: GatewayMethod;
  /** The request message. */
  readonly request: Uint8Array;
  readonly call: StartedCall;
  readonly exchange: Exchange;
  readonly principal: Principal;
  readonly encoder: StreamEncoder;
  /** What becomes of a failure before anything was sent: an answer of its own, or the stream's error. */
  readonly openFailure: 'throw' | 'send';
}

/**
 * How long a stream may take to refuse before the answer begins, in milliseconds. A refusal within it gets the status it
 * deserves; a stream that stays silent longer is taken as open.
 */
const OPENING_MS = 150;

/** Runs server streams from service to client. */
export class Streamer {
  readonly #options: StreamerOptions;

  constructor(options: StreamerOptions) {
    this.#options = options;
  }

  /** @throws RpcError when the stream was refused before it began */
  async run(stream: StreamRun): Promise<Response> {
    const { method, request, call, exchange, principal } = stream;
    const { outgoing } = exchange;
    if (outgoing === undefined)
      throw new RpcError('UNIMPLEMENTED', 'NO_SOCKET', 'streams need a connection of their own');
    const { actor } = principal;
    const release = this.#options.slots.take(
      actor.kind === 'anonymous' ? `address:${exchange.clientAddress}` : actorName(actor),
    );
    const onStop = (): void =>
      call.abort(new RpcError('UNAVAILABLE', 'SHUTTING_DOWN', 'this gateway stops; connect again'));
    const done = (): void => {
      this.#options.stopping.removeEventListener('abort', onStop);
      call.finish();
      release();
    };
    this.#options.stopping.addEventListener('abort', onStop, { once: true });
    if (this.#options.stopping.aborted) onStop();
    try {
      const frames = this.#options.upstream.serverStream(method, request, call.context)[Symbol.asyncIterator]();
      const first = frames.next();
      if (stream.openFailure === 'throw') await settledWithin(first, OPENING_MS);
      await this.#carry(frames, first, stream, outgoing);
      call.abort(new RpcError('CANCELLED', 'STREAM_ENDED', 'the stream has ended'));
    } finally {
      done();
    }
    return RESPONSE_ALREADY_SENT;
  }

  async #carry(
    frames: FrameSource,
    first: Promise<IteratorResult<Uint8Array>>,
    { encoder, exchange, call }: StreamRun,
    outgoing: ServerResponse,
  ): Promise<void> {
    const beat = (): void => {
      // A reader that is behind needs no sign of life, and must not be sent more.
      if (sink.isIdle) sink.text(encoder.heartbeat);
    };
    const heartbeat = encoder.heartbeat === '' ? undefined : setInterval(beat, this.#options.heartbeatMs).unref();
    // Each write begins the silence anew.
    const sink = new StreamSink(outgoing, { stallMs: this.#options.stallMs, onWrite: () => heartbeat?.refresh() });
    try {
      sink.open({
        ...exchange.answerHeaders,
        'Content-Type': encoder.contentType,
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      await pump(frames, first, { sink, encoder, signal: call.context.signal });
    } finally {
      clearInterval(heartbeat);
    }
  }
}

/** Resolves when work has settled or the time is up. @throws what the work threw within the time */
async function settledWithin(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  try {
    await Promise.race([work.then(() => undefined), time]);
  } finally {
    clearTimeout(timer);
    // A failure after the time is up is the stream's to tell.
    work.catch(() => undefined);
  }
}
