import { RpcError, type RpcErrorCode, type RpcErrorOptions } from '@bodybroker/nats-sdk';

export interface HttpErrorOptions extends RpcErrorOptions {
  /** Headers of the answer, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal of HTTP itself, whose status is not the one its code usually has: 405, 406, 413, 415 and the like. */
export class HttpError extends RpcError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: RpcErrorCode, reason: string, message: string, options: HttpErrorOptions = {}) {
    super(code, reason, message, { retryable: false, ...options });
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** The request cannot be understood (400, INVALID_ARGUMENT). */
export function badRequest(reason: string, message: string, details: Readonly<Record<string, string>> = {}): RpcError {
  return new RpcError('INVALID_ARGUMENT', reason, message, { details });
}
