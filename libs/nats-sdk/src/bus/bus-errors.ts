import { RpcError } from '../rpc/rpc-error.js';

/** There is no connection to the server now; the bus is trying to get one. */
export function disconnectedError(): RpcError {
  return new RpcError('UNAVAILABLE', 'DISCONNECTED', 'not connected to the message server');
}

/** The connection was closed for good. */
export function closedError(): RpcError {
  return new RpcError('UNAVAILABLE', 'CONNECTION_CLOSED', 'the connection to the message server is closed', {
    retryable: false,
  });
}

/** The server refused a publish or subscribe. `details.operation` is `publish` or `subscribe`, `details.subject` where. */
export function permissionError(operation: 'publish' | 'subscribe', subject: string): RpcError {
  return new RpcError(
    'PERMISSION_DENIED',
    'SUBJECT_NOT_ALLOWED',
    `the message server refuses to ${operation} ${subject}`,
    {
      details: { operation, subject },
    },
  );
}
