import { assertHeaders } from '../bus/headers.js';
import type { MessageHeaders } from '../bus/bus.js';

/**
 * Headers as they are sent, as text (ADR-4 of nats-architecture-and-design); empty when there are none.
 * @throws RpcError INVALID_ARGUMENT BAD_HEADER when one would break the wire format
 */
export function headerBlock(headers: MessageHeaders): string {
  assertHeaders(headers);
  let lines = '';
  for (const name in headers) lines += `${name}: ${headers[name] ?? ''}\r\n`;
  return lines === '' ? '' : `NATS/1.0\r\n${lines}\r\n`;
}
