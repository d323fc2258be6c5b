import type { MethodInfo, RpcTransport, ServiceInfo } from '@protobuf-ts/runtime-rpc';
import type { CallOptions, Client } from '../client.js';
import { methodPlan, type MethodPlan } from '../method/method-plan.js';
import type { PayloadCaller } from './payload-caller.js';

/** A generated protobuf-ts client class, such as `TimeManagerServiceClient`. */
export type GeneratedClient<Instance> = new (transport: RpcTransport) => Instance & ServiceInfo;

/**
 * Makes a client whose calls give the payload or throw an RpcError. Streams open when somebody begins to read them.
 *
 * @example
 * const time = createClient(TimeManagerServiceClient, new NatsRpcTransport(connection, { name: 'weather-manager' }));
 * const now = await time.getTime({ worldId: 'main' });
 */
export function createClient<Instance extends object>(
  generated: GeneratedClient<Instance>,
  caller: PayloadCaller,
): Client<Instance> {
  // Only what the generated class declares is wanted; its own calls are not made.
  const { methods } = new generated(caller as PayloadCaller & RpcTransport);
  const client = Object.fromEntries(methods.map((method) => [method.localName, clientMethod(method, caller)]));
  return Object.freeze(client) as Client<Instance>;
}

const NO_OPTIONS: CallOptions = {};

type Requests = AsyncIterable<object>;

function clientMethod(method: MethodInfo, caller: PayloadCaller): (input: never, options?: CallOptions) => unknown {
  const plan = methodPlan(method);
  switch (plan.kind) {
    case 'unary':
      // The codec takes partial requests, and encodes at once: no copy is needed.
      return (request: object, options = NO_OPTIONS) => caller.call(plan, request, options);
    case 'server-streaming':
      return (request: object, options = NO_OPTIONS) => caller.serverStream(plan, complete(plan, request), options);
    case 'client-streaming':
      return async (requests: Requests, options = NO_OPTIONS) =>
        caller.clientStream(plan, completeAll(plan, requests), options);
    case 'duplex':
      return (requests: Requests, options = NO_OPTIONS) =>
        caller.duplexStream(plan, completeAll(plan, requests), options);
  }
}

/** A partial request with its missing fields at their defaults. */
function complete({ method }: MethodPlan, request: object): object {
  return method.I.create(request);
}

async function* completeAll(plan: MethodPlan, requests: Requests): AsyncGenerator<object> {
  for await (const request of requests) yield complete(plan, request);
}
