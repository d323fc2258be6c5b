import { badRequest } from '../problems/http-error.js';
import { parseQuery } from '../transcoding/query-parameters.js';
import type { ConnectCodec } from './connect-codec.js';

/** A unary call sent as GET. */
export interface ConnectGet {
  readonly codec: ConnectCodec;
  /** As sent: perhaps compressed. */
  readonly message: Uint8Array;
  /** Content coding of the message. */
  readonly compression: string;
}

/** Reads the query of a unary GET (connectrpc.com/docs/protocol, "Unary-Get-Request"). @throws RpcError INVALID_ARGUMENT */
export function readConnectGet(query: string): ConnectGet {
  const parameters = new Map(parseQuery(query).map(({ name, value }) => [name, value]));
  const version = parameters.get('connect');
  if (version !== undefined && version !== 'v1') throw badRequest('BAD_PROTOCOL_VERSION', 'connect must be v1');
  const codec = parameters.get('encoding');
  if (codec !== 'json' && codec !== 'proto') throw badRequest('BAD_ENCODING', 'encoding must be json or proto');
  const message = parameters.get('message');
  if (message === undefined) throw badRequest('MESSAGE_REQUIRED', 'the query holds no message');
  return {
    codec,
    message: Buffer.from(message, parameters.get('base64') === '1' ? 'base64url' : 'utf8'),
    compression: parameters.get('compression') ?? 'identity',
  };
}
