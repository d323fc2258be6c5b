import { RpcError, type RpcErrorOptions } from '../rpc/rpc-error.js';
import type { RpcErrorCode } from '../rpc/error-code.js';

/** The `error` of a JetStream API answer; codes as in nats-server's server/errors.json. */
export interface JetStreamErrorBody {
  readonly code: number;
  readonly err_code?: number;
  readonly description?: string;
}

export const JETSTREAM_ERROR = {
  clusterNoPeers: 10005,
  consumerNotFound: 10014,
  streamNameInUse: 10058,
  streamNameInUseForRestore: 10130,
  noMessageFound: 10037,
  messageTooLarge: 10054,
  streamNotFound: 10059,
  consumerExistsWithOtherSettings: 10148,
  wrongLastSequence: 10071,
  wrongLastSequenceConstant: 10164,
  storeFailed: 10077,
} as const;

/** Why the API refused a request. `retryable` where the cause is the cluster's state. */
export class JetStreamApiError extends RpcError {
  readonly errorCode: number;
  /** The stream that refused, where the answer names it. */
  readonly stream: string | undefined;

  constructor({ code, err_code: errorCode = 0, description = '' }: JetStreamErrorBody, stream?: string) {
    const { rpcCode, reason, ...options } = translate(code, errorCode, description);
    super(
      rpcCode,
      reason,
      `JetStream${stream ? ` stream ${stream}` : ''}: ${description} (${errorCode || code})`,
      options,
    );
    this.errorCode = errorCode;
    this.stream = stream;
  }
}

interface Translation extends RpcErrorOptions {
  readonly rpcCode: RpcErrorCode;
  readonly reason: string;
}

function translate(code: number, errorCode: number, description: string): Translation {
  switch (errorCode) {
    case JETSTREAM_ERROR.wrongLastSequence:
    case JETSTREAM_ERROR.wrongLastSequenceConstant: {
      const current = /: (\d+)$/.exec(description)?.[1];
      return {
        rpcCode: 'VERSION_CONFLICT',
        reason: 'WRONG_LAST_SEQUENCE',
        ...(current !== undefined && { details: { current_version: current } }),
      };
    }
    case JETSTREAM_ERROR.streamNotFound:
      return { rpcCode: 'NOT_FOUND', reason: 'STREAM' };
    case JETSTREAM_ERROR.streamNameInUse:
    case JETSTREAM_ERROR.streamNameInUseForRestore:
      return { rpcCode: 'ALREADY_EXISTS', reason: 'STREAM' };
    case JETSTREAM_ERROR.consumerNotFound:
      return { rpcCode: 'NOT_FOUND', reason: 'CONSUMER' };
    case JETSTREAM_ERROR.noMessageFound:
      return { rpcCode: 'NOT_FOUND', reason: 'EVENT' };
    case JETSTREAM_ERROR.consumerExistsWithOtherSettings:
      return { rpcCode: 'ALREADY_EXISTS', reason: 'CONSUMER_DIFFERS' };
    case JETSTREAM_ERROR.messageTooLarge:
      return { rpcCode: 'RESOURCE_EXHAUSTED', reason: 'MESSAGE_TOO_LARGE', retryable: false };
    case JETSTREAM_ERROR.storeFailed:
      // Mostly "maximum messages exceeded": a stream that discards new messages is full.
      return { rpcCode: 'RESOURCE_EXHAUSTED', reason: 'STREAM_FULL' };
    default:
  }
  // 10005 "no suitable peers": the cluster has too few nodes up for the replicas asked for.
  if (code === 503 || errorCode === JETSTREAM_ERROR.clusterNoPeers)
    return { rpcCode: 'UNAVAILABLE', reason: 'JETSTREAM_UNAVAILABLE' };
  if (code === 404) return { rpcCode: 'NOT_FOUND', reason: 'JETSTREAM' };
  if (code === 400) return { rpcCode: 'INVALID_ARGUMENT', reason: 'JETSTREAM' };
  return { rpcCode: 'INTERNAL', reason: 'JETSTREAM' };
}
