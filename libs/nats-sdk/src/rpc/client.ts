import type { PartialMessage } from '@protobuf-ts/runtime';
import type {
  ServerStreamingCall,
  ClientStreamingCall,
  DuplexStreamingCall,
  UnaryCall,
} from '@protobuf-ts/runtime-rpc';
import type { CallContext } from './call-context.js';
import type { PayloadOf } from './handlers.js';

export interface CallOptions {
  /** Default: the method's own timeout. Never more than what is left to the caller. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  /** Sends the call to this instance only. */
  readonly instance?: string;
  /** Continues this context instead of the current one (AsyncLocalStorage); it is sent as it is. */
  readonly context?: CallContext;
  /**
   * `self`: asks in the caller's own name inside a player's request too, as is done by itself for what only services may ask. For
   * what a player may ask only with less: the one called trusts a service to name the player in the request.
   */
  readonly as?: 'self';
  /** Sends a second copy when no answer came within this time, in milliseconds. Only for methods with NO_SIDE_EFFECTS. */
  readonly hedgeAfterMs?: number;
  /** Extra headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A generated protobuf-ts client seen by its payloads: each unary call resolves to the payload or throws an RpcError,
 * each server stream is an AsyncIterable of payloads that throws an RpcError when it fails.
 */
export type Client<Generated> = {
  readonly [Method in keyof Generated as Generated[Method] extends AnyCall ? Method : never]: ClientMethod<
    Generated[Method]
  >;
};

// eslint rule no-explicit-any is kept: `never` parameters accept every generated method.
type AnyCall = (...args: never[]) => object;

type ClientMethod<Generated> = Generated extends (
  input: infer Request extends object,
  options?: never,
) => UnaryCall<infer Request2 extends object, infer Response extends object>
  ? (request: PartialMessage<Request & Request2>, options?: CallOptions) => Promise<PayloadOf<Response>>
  : Generated extends (
        input: infer Request extends object,
        options?: never,
      ) => ServerStreamingCall<infer Request2 extends object, infer Response extends object>
    ? (request: PartialMessage<Request & Request2>, options?: CallOptions) => AsyncIterable<PayloadOf<Response>>
    : Generated extends (
          options?: never,
        ) => ClientStreamingCall<infer Request extends object, infer Response extends object>
      ? (requests: AsyncIterable<PartialMessage<Request>>, options?: CallOptions) => Promise<PayloadOf<Response>>
      : Generated extends (
            options?: never,
          ) => DuplexStreamingCall<infer Request extends object, infer Response extends object>
        ? (
            requests: AsyncIterable<PartialMessage<Request>>,
            options?: CallOptions,
          ) => AsyncIterable<PayloadOf<Response>>
        : never;
