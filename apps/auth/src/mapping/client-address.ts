import { isIP } from 'node:net';
import { HEADER, type HandlerContext } from '@bodybroker/nats-sdk';

/** The address a request came from, if the gateway said so. */
export function clientAddress(context: HandlerContext): string | undefined {
  const address = context.headers[HEADER.clientAddress];
  return address !== undefined && isIP(address) !== 0 ? address : undefined;
}
