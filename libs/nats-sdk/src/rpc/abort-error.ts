import { RpcError } from './rpc-error.js';

/** The error of a call whose signal aborted: CANCELLED, or DEADLINE_EXCEEDED when a timeout aborted it. */
export function abortError(signal: AbortSignal): RpcError {
  const reason: unknown = signal.reason;
  if (reason instanceof RpcError) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') return RpcError.from(reason);
  return new RpcError('CANCELLED', 'CANCELLED', 'the call was cancelled', { cause: reason });
}
