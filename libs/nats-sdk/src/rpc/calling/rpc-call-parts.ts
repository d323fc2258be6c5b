import type { RpcInputStream, RpcMetadata, RpcOutputStream, RpcStatus } from '@protobuf-ts/runtime-rpc';
import type { MessageHeaders } from '../../bus/bus.js';
import type { MethodPlan } from '../method/method-plan.js';
import { PulledOutputStream } from './pulled-output-stream.js';
import type { OutgoingStream } from './stream-caller.js';
import { readSingle } from './stream-payloads.js';

const OK: RpcStatus = { code: 'OK', detail: '' };
const NO_TRAILERS: RpcMetadata = {};

/** The promises that a protobuf-ts call object is made of. */
export interface RpcCallParts {
  readonly headers: Promise<RpcMetadata>;
  readonly status: Promise<RpcStatus>;
  readonly trailers: Promise<RpcMetadata>;
  onHeaders(headers: MessageHeaders): void;
  /** Settles headers, status and trailers as `outcome` settles. */
  settleWith(outcome: Promise<unknown>): void;
  responses<O extends object>(stream: OutgoingStream): RpcOutputStream<O>;
  single<O extends object>(plan: MethodPlan, stream: OutgoingStream): Promise<O>;
  requests<I extends object>(stream: OutgoingStream): RpcInputStream<I>;
}

export function rpcCallParts(): RpcCallParts {
  const headers = Promise.withResolvers<RpcMetadata>();
  const status = Promise.withResolvers<RpcStatus>();
  const trailers = Promise.withResolvers<RpcMetadata>();
  // Whoever looks at one of them only must not end the process by the others.
  for (const { promise } of [headers, status, trailers]) promise.catch(() => undefined);
  const succeed = (): void => {
    headers.resolve({});
    status.resolve(OK);
    trailers.resolve(NO_TRAILERS);
  };
  const fail = (error: unknown): void => {
    for (const { reject } of [headers, status, trailers]) reject(error);
  };
  const settleWith = (outcome: Promise<unknown>): void => void outcome.then(succeed, fail);
  return {
    headers: headers.promise,
    status: status.promise,
    trailers: trailers.promise,
    onHeaders: (received) => headers.resolve({ ...received }),
    settleWith,
    responses: <O extends object>(stream: OutgoingStream) => {
      const responses = new PulledOutputStream<O>(stream);
      settleWith(responses.finished);
      return responses;
    },
    single: <O extends object>(plan: MethodPlan, stream: OutgoingStream) => {
      let response: object | undefined;
      const keeping: OutgoingStream = {
        ...stream,
        next: async () => {
          const reply = await stream.next();
          response ??= reply?.response;
          return reply;
        },
      };
      const result = readSingle(plan, () => keeping).then(() => response as O);
      settleWith(result);
      return result;
    },
    requests: (stream) => ({
      send: (request) => stream.send(request),
      complete: () => {
        stream.end();
        return Promise.resolve();
      },
    }),
  };
}
