export type BadContractReason =
  'NOT_JSON' | 'BAD_NAME' | 'MISSING_FIELD' | 'BAD_DESCRIPTOR_SET' | 'NO_SERVICE' | 'TOO_MANY_METHODS';

/** An entry of the bucket `contracts` that cannot be served. */
export class BadContractError extends Error {
  override readonly name = 'BadContractError';

  constructor(
    readonly reason: BadContractReason,
    message: string,
    cause?: unknown,
  ) {
    super(cause instanceof Error ? `${message}: ${cause.message}` : message, { cause });
  }
}
