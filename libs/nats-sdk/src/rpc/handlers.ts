import type { RpcInputStream, RpcOutputStream } from '@protobuf-ts/runtime-rpc';
import type { HandlerContext } from './call-context.js';

/**
 * The payload of a response message: the value of the one case of its `result` oneof that is not `error`.
 * A response without such a oneof is its own payload.
 */
export type PayloadOf<Response> = Response extends { result: infer Result }
  ? Exclude<Result, { oneofKind: 'error' } | { oneofKind: undefined }> extends infer Case
    ? Case extends { oneofKind: infer Kind extends string }
      ? Case[Kind & keyof Case]
      : never
    : never
  : Response;

/**
 * What to write for each method of a generated generic-server interface (`ITimeManagerService`):
 * unary `(request, context) => Promise<payload>`, server streaming `(request, context) => AsyncIterable<payload>`,
 * client streaming `(requests, context) => Promise<payload>`, duplex `(requests, context) => AsyncIterable<payload>`.
 * To fail, throw an RpcError or any error with a known `code` and a `reason`.
 */
export type Handlers<Service> = { readonly [Method in keyof Service]: HandlerOf<Service[Method]> };

/** The handler of one method: `Handler<ITimeManagerService, 'getTime'>`. */
export type Handler<Service, Method extends keyof Service> = HandlerOf<Service[Method]>;

type HandlerOf<Generated> = Generated extends (
  requests: RpcOutputStream<infer Request>,
  responses: RpcInputStream<infer Response>,
  context: never,
) => Promise<void>
  ? (requests: AsyncIterable<Request>, context: HandlerContext) => AsyncIterable<PayloadOf<Response>>
  : Generated extends (
        request: infer Request extends object,
        responses: RpcInputStream<infer Response>,
        context: never,
      ) => Promise<void>
    ? (request: Request, context: HandlerContext) => AsyncIterable<PayloadOf<Response>>
    : Generated extends (requests: RpcOutputStream<infer Request>, context: never) => Promise<infer Response>
      ? (requests: AsyncIterable<Request>, context: HandlerContext) => Promise<PayloadOf<Response>>
      : Generated extends (request: infer Request extends object, context: never) => Promise<infer Response>
        ? (request: Request, context: HandlerContext) => Promise<PayloadOf<Response>>
        : never;
