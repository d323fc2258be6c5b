import { badRequest } from '../problems/http-error.js';

/** Reads `Connect-Timeout-Ms`: up to ten digits. @throws RpcError INVALID_ARGUMENT BAD_TIMEOUT */
export function connectTimeoutMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (!/^\d{1,10}$/.test(header))
    throw badRequest('BAD_TIMEOUT', 'Connect-Timeout-Ms must be a number of up to ten digits');
  return Number(header);
}
