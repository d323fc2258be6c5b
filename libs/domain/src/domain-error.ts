/** The outcomes a rule of the game can refuse a request with. A subset of the wire's error codes. */
export type DomainErrorCode =
  | 'INVALID_ARGUMENT'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'VERSION_CONFLICT'
  | 'FAILED_PRECONDITION'
  | 'RESOURCE_EXHAUSTED'
  | 'UNAVAILABLE';

export interface DomainErrorOptions {
  /** Facts for programs, such as `field` or `current_version`. */
  readonly details?: Readonly<Record<string, string>>;
  /** Whether the same request may succeed later. Default: true for UNAVAILABLE and RESOURCE_EXHAUSTED. */
  readonly retryable?: boolean;
  /** How long to wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * A rule said no. Whoever carries the request (RPC server, event consumer) turns it into the wire's error by its
 * shape, so that rules need to know nothing of the wire.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: DomainErrorCode;
  /** SCREAMING_SNAKE, stable: tests and clients match on it. */
  readonly reason: string;
  readonly details: Readonly<Record<string, string>>;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: DomainErrorCode, reason: string, message: string, options: DomainErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = reason;
    this.details = options.details ?? {};
    this.retryable = options.retryable ?? (code === 'UNAVAILABLE' || code === 'RESOURCE_EXHAUSTED');
    this.retryAfterMs = options.retryAfterMs;
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return error instanceof DomainError;
}

/** A request field breaks a rule. `details.field` is the field's proto path, `details.rule` the rule in words. */
export function invalidArgument(
  field: string,
  rule: string,
  reason = 'INVALID_FIELD',
  details: Readonly<Record<string, string>> = {},
): DomainError {
  return new DomainError('INVALID_ARGUMENT', reason, `${field}: ${rule}`, { details: { field, rule, ...details } });
}

/** `notFound('climate', 'ash-ward')` has reason CLIMATE_NOT_FOUND unless one is given. */
export function notFound(
  what: string,
  id: string,
  reason = `${what.toUpperCase().replace(/\W+/g, '_')}_NOT_FOUND`,
): DomainError {
  return new DomainError('NOT_FOUND', reason, `${what} "${id}" does not exist`, { details: { id } });
}

/** The state of the thing does not allow this now. */
export function failedPrecondition(
  reason: string,
  message: string,
  details: Readonly<Record<string, string>> = {},
): DomainError {
  return new DomainError('FAILED_PRECONDITION', reason, message, { details });
}

/** expected_version was not the current version. */
export function versionConflict(entity: string, currentVersion: bigint): DomainError {
  return new DomainError('VERSION_CONFLICT', 'VERSION_CONFLICT', `${entity} is at version ${currentVersion}`, {
    details: { entity, current_version: String(currentVersion) },
  });
}
