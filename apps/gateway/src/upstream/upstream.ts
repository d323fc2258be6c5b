import type { CallContext } from '@bodybroker/nats-sdk';
import type { GatewayMethod } from '../descriptors/gateway-method.js';

/** What a service answered. */
export interface UpstreamReply {
  /** The whole response message, in protobuf binary. */
  readonly bytes: Uint8Array;
  /** Headers of the answer, such as `Idempotent-Replay`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A call and what only the gateway knows of it. */
export interface GatewayCall extends CallContext {
  /** Address of the HTTP client; undefined for calls of the gateway's own. */
  readonly clientAddress?: string;
}

/** How requests reach the services. The gateway needs no more of the message bus than this. */
export interface Upstream {
  /**
   * Calls a unary method. Retries, breaker and bulkhead are the adapter's affair.
   * @throws RpcError when the service refused, cannot be reached or did not answer before `call.deadline`
   */
  unary(method: GatewayMethod, request: Uint8Array, call: GatewayCall): Promise<UpstreamReply>;
  /**
   * Calls a server-streaming method. Each item is a response message in protobuf binary. The service is asked for more only
   * as items are taken; returning from the iterator, or aborting `call.signal`, cancels the work of the service.
   * @throws RpcError while iterating
   */
  serverStream(method: GatewayMethod, request: Uint8Array, call: GatewayCall): AsyncIterable<Uint8Array>;
}
