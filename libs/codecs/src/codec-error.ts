/** Bytes or JSON that are not the message they should be. Shaped like a wire error (INVALID_ARGUMENT). */
export class CodecError extends Error {
  override readonly name = 'CodecError';
  readonly code = 'INVALID_ARGUMENT';
  /** MALFORMED_PROTOBUF, MALFORMED_JSON, MALFORMED_ENCODING, JSON_TOO_DEEP, BODY_TOO_LARGE or UNSUPPORTED_CONTENT_TYPE|ENCODING. */
  readonly reason: string;
  readonly retryable = false;
  readonly details: Readonly<Record<string, string>>;

  constructor(reason: string, message: string, details: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.details = details;
  }
}
