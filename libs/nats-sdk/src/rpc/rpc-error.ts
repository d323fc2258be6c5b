import { RpcError as ProtobufTsRpcError } from '@protobuf-ts/runtime-rpc';
import { isRpcErrorCode, type RpcErrorCode } from './error-code.js';

export interface RpcErrorOptions {
  /** Facts for programs, such as `field` or `current_version`. */
  readonly details?: Readonly<Record<string, string>>;
  /** Default: true for UNAVAILABLE and RESOURCE_EXHAUSTED. */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number | undefined;
  /** Stays in this process. */
  readonly cause?: unknown;
}

/** The one error of every call: what clients catch and what handlers may throw. Extends protobuf-ts' own RpcError. */
export class RpcError extends ProtobufTsRpcError {
  override readonly name = 'RpcError';
  declare readonly code: RpcErrorCode;
  /** SCREAMING_SNAKE, stable. */
  readonly reason: string;
  readonly details: Readonly<Record<string, string>>;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: RpcErrorCode, reason: string, message: string, options: RpcErrorOptions = {}) {
    super(message, code);
    if (options.cause !== undefined) this.cause = options.cause;
    this.reason = reason;
    this.details = options.details ?? {};
    this.retryable = options.retryable ?? (code === 'UNAVAILABLE' || code === 'RESOURCE_EXHAUSTED');
    this.retryAfterMs = options.retryAfterMs;
  }

  /**
   * Makes an RpcError of anything thrown. An error that carries a known `code` and a `reason` (a DomainError, say) keeps
   * them; an abort becomes CANCELLED; everything else becomes INTERNAL without its text, which may hold secrets.
   */
  static from(thrown: unknown): RpcError {
    if (thrown instanceof RpcError) return thrown;
    if (isTypedError(thrown)) {
      return new RpcError(thrown.code, thrown.reason, thrown.message, {
        details: thrown.details ?? {},
        ...(thrown.retryable === undefined ? {} : { retryable: thrown.retryable }),
        retryAfterMs: thrown.retryAfterMs,
        cause: thrown,
      });
    }
    if (thrown instanceof Error && thrown.name === 'AbortError') {
      return new RpcError('CANCELLED', 'CANCELLED', 'the call was cancelled', { cause: thrown });
    }
    if (thrown instanceof Error && thrown.name === 'TimeoutError') {
      return new RpcError('DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED', 'time ran out', { cause: thrown });
    }
    return new RpcError('INTERNAL', 'INTERNAL', 'an internal error occurred', { cause: thrown });
  }
}

export function isRpcError(error: unknown): error is RpcError {
  return error instanceof RpcError;
}

interface TypedError extends Error {
  readonly code: RpcErrorCode;
  readonly reason: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

function isTypedError(thrown: unknown): thrown is TypedError {
  if (!(thrown instanceof Error)) return false;
  const { code, reason } = thrown as Partial<TypedError>;
  return isRpcErrorCode(code) && typeof reason === 'string';
}
