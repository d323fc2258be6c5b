import { newRequestId } from '../new-request-id.js';
import type { Logger } from '@bodybroker/telemetry';
import { RpcError } from '../rpc-error.js';

/**
 * The error that leaves the process for anything a handler threw. A bug becomes INTERNAL with an id; what was thrown
 * is logged under that id and stays here.
 */
export function outgoingError(thrown: unknown, logger: Logger, where: Readonly<Record<string, string>>): RpcError {
  const error = RpcError.from(thrown);
  if (error.code !== 'INTERNAL') return error;
  const errorId = newRequestId();
  logger.error('a handler failed', { ...where, error_id: errorId, error: error.cause ?? error });
  return new RpcError('INTERNAL', error.reason, 'an internal error occurred', { details: { error_id: errorId } });
}
