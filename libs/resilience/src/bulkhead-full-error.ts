/** Too many calls to one target are under way. Shaped like a wire error (RESOURCE_EXHAUSTED, reason BULKHEAD_FULL). */
export class BulkheadFullError extends Error {
  override readonly name = 'BulkheadFullError';
  readonly code = 'RESOURCE_EXHAUSTED';
  readonly reason = 'BULKHEAD_FULL';
  readonly retryable = true;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    target: string,
    readonly retryAfterMs: number,
  ) {
    super(`too many calls to ${target} are under way`);
    this.details = { target };
  }
}
