import { isIP } from 'node:net';
import type { HandlerContext } from '@bodybroker/nats-sdk';

/** The header in which the gateway says where a request came from; what a client sends under this name is dropped there. */
const CLIENT_ADDRESS = 'Bb-Client-Address';

/** The address a request came from, if the gateway said so. */
export function clientAddress(context: HandlerContext): string | undefined {
  const address = context.headers[CLIENT_ADDRESS];
  return address !== undefined && isIP(address) !== 0 ? address : undefined;
}
