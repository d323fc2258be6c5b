import type { NatsError } from 'nats';
import { permissionError } from '../bus/bus-errors.js';
import type { RpcError } from '../rpc/rpc-error.js';

/** The error for what the server does not permit; undefined when it is not about a permission. */
export function refusalOf(context: NatsError['permissionContext'] | undefined): RpcError | undefined {
  if (context === undefined) return undefined;
  return permissionError(context.operation === 'publish' ? 'publish' : 'subscribe', context.subject);
}
