import { RpcError } from '../rpc/rpc-error.js';
import type { MessageHeaders } from './bus.js';

const NAME = /^[!-9;-~]+$/;
const FORBIDDEN_IN_VALUE = /[\r\n\0]/;

/** Names that were found good: nearly all messages have the same few. Bounded, for callers may make names up. */
const GOOD_NAMES = new Set<string>();
const MAX_GOOD_NAMES = 256;

/** @throws RpcError INVALID_ARGUMENT BAD_HEADER when a header would break the wire format */
export function assertHeaders(headers: MessageHeaders): void {
  for (const name in headers) {
    if (!isName(name) || FORBIDDEN_IN_VALUE.test(headers[name] ?? '')) {
      throw new RpcError('INVALID_ARGUMENT', 'BAD_HEADER', 'a header has a name or value that cannot be sent', {
        details: { header: name.replace(/[^!-~]/g, '?').slice(0, 64) },
      });
    }
  }
}

function isName(name: string): boolean {
  if (GOOD_NAMES.has(name)) return true;
  if (!NAME.test(name)) return false;
  if (GOOD_NAMES.size < MAX_GOOD_NAMES) GOOD_NAMES.add(name);
  return true;
}
