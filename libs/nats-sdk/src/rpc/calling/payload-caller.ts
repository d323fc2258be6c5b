import type { CallOptions } from '../client.js';
import type { MethodPlan } from '../method/method-plan.js';

/** What {@link createClient} needs: calls that give payloads or throw RpcErrors. NatsRpcTransport is one. */
export interface PayloadCaller {
  /** @param request may leave fields out, which are then at their defaults */
  call(plan: MethodPlan, request: object, options: CallOptions): Promise<object>;
  serverStream(plan: MethodPlan, request: object, options: CallOptions): AsyncIterable<object>;
  clientStream(plan: MethodPlan, requests: AsyncIterable<object>, options: CallOptions): Promise<object>;
  duplexStream(plan: MethodPlan, requests: AsyncIterable<object>, options: CallOptions): AsyncIterable<object>;
}
