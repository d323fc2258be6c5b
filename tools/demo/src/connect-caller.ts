import { ErrorCode, Error as WireError } from '@bodybroker/contracts-common';
import { RpcError, isRpcErrorCode, type CallOptions, type MethodPlan, type PayloadCaller } from '@bodybroker/nats-sdk';

export interface ConnectCallerOptions {
  /** Such as `http://127.0.0.1:8000`. */
  readonly baseUrl: string;
  /** Bearer token of the caller, asked for at each call. */
  readonly token: () => string | undefined;
}

/**
 * Lets generated clients call the gateway: unary calls by the Connect protocol in protobuf
 * (https://connectrpc.com/docs/protocol). Streams are taken as server-sent events instead.
 */
export class ConnectCaller implements PayloadCaller {
  readonly #options: ConnectCallerOptions;

  constructor(options: ConnectCallerOptions) {
    this.#options = options;
  }

  async call({ method, result }: MethodPlan, request: object, options: CallOptions): Promise<object> {
    const token = this.#options.token();
    const response = await fetch(`${this.#options.baseUrl}/${method.service.typeName}/${method.name}`, {
      method: 'POST',
      body: Buffer.from(method.I.toBinary(method.I.create(request))),
      headers: {
        'content-type': 'application/proto',
        'connect-protocol-version': '1',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
      },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const body = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) throw connectError(body, response.status);
    const unfolded = result.unfold(method.O.fromBinary(body));
    if (unfolded.kind === 'payload') return unfolded.payload;
    throw new RpcError('INTERNAL', 'BAD_REPLY', `${method.name} answered no payload`);
  }

  serverStream(): never {
    throw new RpcError('UNIMPLEMENTED', 'STREAMS_BY_SSE', 'streams are taken as server-sent events here');
  }

  clientStream(): never {
    return this.serverStream();
  }

  duplexStream(): never {
    return this.serverStream();
  }
}
interface ErrorDetail {
  readonly type: string;
  readonly value: string;
}

interface ConnectErrorBody {
  readonly code?: string;
  readonly message?: string;
  /** A list in Connect's errors; an object in the problem that a path nobody serves is answered with. */
  readonly details?: unknown;
}

/** The typed error travels as a detail of the Connect error; without one its code is all there is. */
function connectError(body: Uint8Array, status: number): RpcError {
  let json: ConnectErrorBody = {};
  try {
    json = JSON.parse(Buffer.from(body).toString('utf8')) as ConnectErrorBody;
  } catch {
    // Not from the gateway: a proxy on the way, say.
  }
  const details = Array.isArray(json.details) ? (json.details as readonly ErrorDetail[]) : [];
  const detail = details.find(({ type }) => type === WireError.typeName);
  if (detail !== undefined) {
    const error = WireError.fromBinary(Buffer.from(detail.value, 'base64'));
    const code = ErrorCode[error.code];
    if (isRpcErrorCode(code)) return new RpcError(code, error.reason, error.message, { details: error.details });
  }
  return new RpcError('UNAVAILABLE', `HTTP_${status}`, json.message ?? `HTTP ${status}`);
}
