import type { TraceCarrier } from '@bodybroker/telemetry';
import { newRequestId } from '../new-request-id.js';
import type { BusMessage, MessageHeaders } from '../../bus/bus.js';
import type { Actor, HandlerContext } from '../call-context.js';
import { deadlineExceeded } from '../deadline.js';
import type { MethodPlan } from '../method/method-plan.js';
import type { RpcError } from '../rpc-error.js';
import type { Timed, TimerWheel } from '../timer-wheel.js';
import { DEFAULT_LOCALE, DEFAULT_WORLD, readActor, readScopes, readTimeoutMs } from '../wire/context-headers.js';
import { HEADER } from '../wire/header-names.js';

/** A request as its handler sees it. Ends once: by its answer, its deadline, a cancel or the loss of the caller. */
export class IncomingCall implements HandlerContext, Timed {
  readonly service: string;
  readonly method: string;
  readonly headers: MessageHeaders;
  readonly replyTo: string | undefined;
  readonly actor: Actor;
  readonly scopes: readonly string[];
  readonly sessionId: string | undefined;
  readonly requestId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly idempotencyKey: string | undefined;
  readonly worldId: string;
  readonly locale: string;
  readonly deadline: number | undefined;
  traceparent: string | undefined;
  tracestate: string | undefined;
  baggage: string | undefined;
  readonly #timers: TimerWheel;
  #responseHeaders: Record<string, string> | undefined;
  #abort: AbortController | undefined;
  #abortReason: unknown;
  #cancelReason: RpcError | undefined;

  /** @throws RpcError UNAUTHENTICATED or INVALID_ARGUMENT when a header makes no sense */
  constructor(plan: MethodPlan, message: BusMessage, timers: TimerWheel, arrivedMs: number) {
    const { headers } = message;
    this.service = plan.rpc.service;
    this.method = plan.rpc.method;
    this.headers = headers;
    this.replyTo = message.reply;
    this.actor = readActor(headers);
    this.scopes = readScopes(headers);
    this.sessionId = headers[HEADER.session];
    this.requestId = headers[HEADER.requestId] ?? newRequestId();
    this.correlationId = headers[HEADER.correlationId] ?? this.requestId;
    this.causationId = headers[HEADER.causationId] ?? this.requestId;
    this.idempotencyKey = headers[HEADER.idempotencyKey];
    this.worldId = headers[HEADER.world] ?? DEFAULT_WORLD;
    this.locale = headers[HEADER.locale] ?? DEFAULT_LOCALE;
    this.traceparent = headers[HEADER.traceparent];
    this.tracestate = headers[HEADER.tracestate];
    this.baggage = headers[HEADER.baggage];
    const timeoutMs = readTimeoutMs(headers);
    this.deadline = timeoutMs === undefined ? undefined : arrivedMs + timeoutMs;
    this.#timers = timers;
  }

  // Made when somebody asks: most handlers never do.
  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#abortReason !== undefined) this.#abort.abort(this.#abortReason);
      else if (this.deadline !== undefined) this.#timers.schedule(this);
    }
    return this.#abort.signal;
  }

  get dueMs(): number {
    return this.deadline ?? Infinity;
  }

  get isExpired(): boolean {
    return this.deadline !== undefined && this.deadline <= performance.now();
  }

  /** Why the caller has given the call up; undefined as long as it waits, for all that is known. */
  get cancelReason(): RpcError | undefined {
    return this.#cancelReason;
  }

  onDue(): void {
    this.abort(deadlineExceeded());
  }

  remainingMs(): number {
    return this.deadline === undefined ? Infinity : Math.max(0, this.deadline - performance.now());
  }

  /** What the handler adds to the headers of the answer; undefined: nothing. */
  get responseHeaders(): MessageHeaders | undefined {
    return this.#responseHeaders;
  }

  setResponseHeader(name: string, value: string): void {
    this.#responseHeaders ??= {};
    this.#responseHeaders[name] = value;
  }

  /** Continues the trace of this process' own span instead of the caller's. */
  setTrace(carrier: TraceCarrier): void {
    this.traceparent = carrier.traceparent;
    this.tracestate = carrier.tracestate;
    this.baggage = carrier.baggage;
  }

  /** Tells the handler that nobody waits any more. Later calls do nothing. */
  abort(reason: Error): void {
    if (this.#abortReason !== undefined) return;
    this.#abortReason = reason;
    this.#timers.cancel(this);
    this.#abort?.abort(reason);
  }

  /** The caller has said that it does not wait any more: nothing is answered. */
  cancel(reason: RpcError): void {
    this.#cancelReason ??= reason;
    this.abort(this.#cancelReason);
  }

  /** @throws RpcError the reason, when the caller has given the call up */
  throwIfCancelled(): void {
    if (this.#cancelReason !== undefined) throw this.#cancelReason;
  }

  /** The answer is on its way: no deadline fires any more. */
  finish(): void {
    this.#timers.cancel(this);
  }
}
