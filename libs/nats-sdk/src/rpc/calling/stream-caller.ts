import type { ActiveOperation } from '@bodybroker/telemetry';
import { abortError } from '../abort-error.js';
import type { CallOptions } from '../client.js';
import { deadlineExceeded, remainingMs } from '../deadline.js';
import type { MethodPlan } from '../method/method-plan.js';
import { instanceSubject } from '../method/method-subject.js';
import { RpcError } from '../rpc-error.js';
import { FrameStream } from '../streaming/frame-stream.js';
import type { StreamOptions } from '../streaming/stream-options.js';
import { writeContentType } from '../wire/content-type.js';
import { HEADER } from '../wire/header-names.js';
import { callHeaders, parentContext } from './outgoing-context.js';
import { readReply, type ReadReply } from './read-reply.js';
import { callDeadline, callSignal, type CallerOptions } from './unary-caller.js';

const EMPTY = new Uint8Array(0);

/** A stream of a caller: requests go in by `send` and `end`, replies come out by `next`. */
export interface OutgoingStream {
  send(request: object): Promise<void>;
  end(): void;
  /** @throws RpcError the service's error, or why the stream broke */
  next(): Promise<ReadReply | undefined>;
  cancel(error: RpcError): void;
  /** Headers that the request was sent with. */
  readonly requestHeaders: Readonly<Record<string, string>>;
}

/** Opens streams. They are neither retried nor hedged: only the reader knows where to take up again. */
export class StreamCaller {
  readonly #options: CallerOptions;
  readonly #stream: StreamOptions;

  constructor(options: CallerOptions, stream: StreamOptions) {
    this.#options = options;
    this.#stream = stream;
  }

  /** @param input the request; undefined when requests are streamed */
  open(plan: MethodPlan, input: object | undefined, options: CallOptions): OutgoingStream {
    const parent = parentContext(options);
    const signal = callSignal(options, parent);
    if (signal?.aborted === true) throw abortError(signal);
    const { bus, mux, codec, instrumentation, name } = this.#options;
    const operation = instrumentation.clientCall(plan.rpc, parent);
    const deadline = callDeadline(plan, options, parent);
    const headers = callHeaders(plan, name, { options, parent, trace: operation.carrier });
    writeContentType(codec, headers);
    if (deadline !== undefined) headers[HEADER.timeoutMs] = String(timeLeft(deadline, operation));
    const onAbort = (): void => {
      if (signal !== undefined) stream.cancel(abortError(signal));
    };
    const stream = new FrameStream({
      ...this.#stream,
      bus,
      mux,
      role: 'caller',
      subject: options.instance === undefined ? plan.subject : instanceSubject(plan.subject, options.instance),
      peer: undefined,
      credit: 0,
      deadline,
      onClosed: (error) => {
        signal?.removeEventListener('abort', onAbort);
        operation.end(error?.code ?? 'OK', error);
      },
    });
    signal?.addEventListener('abort', onAbort);
    this.#publish(stream, headers, input === undefined ? EMPTY : codec.encode(plan.method.I, input));
    return {
      requestHeaders: headers,
      send: (request) => stream.send(codec.encode(plan.method.I, request)),
      end: () => stream.end(),
      next: async () => {
        const frame = await stream.next();
        return frame === undefined ? undefined : readReply(plan, frame);
      },
      cancel: (error) => stream.cancel(error),
    };
  }

  #publish(stream: FrameStream, headers: Readonly<Record<string, string>>, body: Uint8Array): void {
    const credit = { [HEADER.frame]: 'open', [HEADER.credit]: String(this.#stream.window) };
    try {
      this.#options.bus.publish(stream.subject, body, { reply: stream.address, headers: { ...headers, ...credit } });
    } catch (error) {
      stream.cancel(RpcError.from(error));
    }
  }
}

function timeLeft(deadline: number, operation: ActiveOperation): number {
  const leftMs = remainingMs(deadline);
  if (leftMs > 0) return leftMs;
  const error = deadlineExceeded();
  operation.end(error.code, error);
  throw error;
}
