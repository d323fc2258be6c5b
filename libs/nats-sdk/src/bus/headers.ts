import { RpcError } from '../rpc/rpc-error.js';
import type { MessageHeaders } from './bus.js';

const NAME = /^[!-9;-~]+$/;
const FORBIDDEN_IN_VALUE = /[\r\n\0]/;

/** @throws RpcError INVALID_ARGUMENT BAD_HEADER when a header would break the wire format */
export function assertHeaders(headers: MessageHeaders): void {
  for (const name in headers) {
    if (!NAME.test(name) || FORBIDDEN_IN_VALUE.test(headers[name] ?? '')) {
      throw new RpcError('INVALID_ARGUMENT', 'BAD_HEADER', 'a header has a name or value that cannot be sent', {
        details: { header: name.replace(/[^!-~]/g, '?').slice(0, 64) },
      });
    }
  }
}
