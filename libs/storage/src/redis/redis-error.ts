import { isDomainError } from '@bodybroker/domain';
import { storeUnavailable } from '../store-errors.js';

/** First words of the replies by which a living Redis says "not now". */
const NOT_NOW: ReadonlySet<string> = new Set([
  'BUSY',
  'CLUSTERDOWN',
  'LOADING',
  'MASTERDOWN',
  'MISCONF',
  'NOREPLICAS',
  'OOM',
  'READONLY',
  'TRYAGAIN',
  'UNBLOCKED',
]);

/**
 * What a failed command is to the caller: STORE_UNAVAILABLE when there was no answer or a "not now", else a plain Error (a
 * wrong script, a key of another type: faults of the program). The client's own errors carry the command's arguments,
 * which hold players' data and would end up in logs; only the text is taken over.
 */
export function fromRedisError(error: unknown): Error {
  if (isDomainError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const isReply = error instanceof Error && error.name === 'ReplyError';
  const [code = ''] = message.split(' ', 1);
  if (isReply && !NOT_NOW.has(code)) return new Error(`Redis refused a command: ${message}`);
  return storeUnavailable(new Error(message));
}
