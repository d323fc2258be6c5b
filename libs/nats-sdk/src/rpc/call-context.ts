import type { MessageHeaders } from '../bus/bus.js';

/** Who asks. `anonymous` only on public methods. */
export type Actor =
  | { readonly kind: 'player'; readonly id: string }
  | { readonly kind: 'service'; readonly id: string }
  | { readonly kind: 'admin'; readonly id: string }
  | { readonly kind: 'anonymous'; readonly id: '' };

/** What travels with a request beside its message (headers on the wire; see docs/wire-protocol.md). */
export interface CallContext {
  readonly actor: Actor;
  readonly scopes: readonly string[];
  readonly sessionId: string | undefined;
  /** ULID of the HTTP request or of the first call of the chain. */
  readonly requestId: string;
  /** Constant along one chain of calls and events. */
  readonly correlationId: string;
  /** The request or event that caused this one. */
  readonly causationId: string;
  readonly idempotencyKey: string | undefined;
  /** Default `main`. */
  readonly worldId: string;
  /** BCP 47; default `en`. */
  readonly locale: string;
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
  readonly baggage: string | undefined;
  /** When the caller's time is up, in milliseconds of this process's monotonic clock (performance.now()). */
  readonly deadline: number | undefined;
  /** Aborts when the caller cancels, its time is up, or it is gone. */
  readonly signal: AbortSignal;
}

/** What a handler gets beside the request. */
export interface HandlerContext extends CallContext {
  /** All headers of the request as they came, those that are no part of the context too. */
  readonly headers: MessageHeaders;
  readonly service: string;
  /** Proto name, such as `GetTime`. */
  readonly method: string;
  /** What is left of the caller's time in milliseconds; Infinity when it set none. */
  remainingMs(): number;
  /** Adds a header to the answer, such as `Idempotent-Replay`. */
  setResponseHeader(name: string, value: string): void;
}
