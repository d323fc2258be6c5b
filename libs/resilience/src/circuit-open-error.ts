/** The breaker of a subject is open: the call was not sent. Shaped like a wire error (UNAVAILABLE, reason CIRCUIT_OPEN). */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError';
  readonly code = 'UNAVAILABLE';
  readonly reason = 'CIRCUIT_OPEN';
  readonly retryable = true;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    subject: string,
    readonly retryAfterMs: number,
  ) {
    super(`calls to ${subject} are failing; not sent`);
    this.details = { subject };
  }
}
