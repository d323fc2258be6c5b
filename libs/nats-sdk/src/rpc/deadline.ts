import { RpcError } from './rpc-error.js';

export function deadlineExceeded(): RpcError {
  return new RpcError('DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED', 'time ran out');
}

/** What is left until a deadline of performance.now(), in whole milliseconds, rounded up. */
export function remainingMs(deadline: number): number {
  return Math.ceil(deadline - performance.now());
}

/** The earlier of two deadlines, either of which may be missing. */
export function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined) return other;
  return other === undefined ? one : Math.min(one, other);
}
