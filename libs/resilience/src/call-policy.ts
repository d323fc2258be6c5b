/** One call as its policy sees it. */
export interface PolicyCall {
  /** Whom it goes to: one bulkhead and one retry budget each. */
  readonly target: string;
  /** What it asks for: one circuit breaker each. */
  readonly subject: string;
  /** Whether sending it twice does no harm. Only then is it retried. */
  readonly repeatable: boolean;
  /** Sends a second copy when no answer came within this time, in milliseconds. Only for calls that change nothing. */
  readonly hedgeAfterMs?: number | undefined;
  /** End of the caller's time (performance.now()); undefined: none. No retry starts that could not end before it. */
  readonly deadline: number | undefined;
  readonly signal: AbortSignal;
}

export interface PolicyAttempt {
  /** 1 for the first. */
  readonly number: number;
  readonly signal: AbortSignal;
}

/** Decides whether, when and how often a call is tried. */
export interface CallPolicy {
  /**
   * Runs `attempt`, again where that is allowed and useful.
   * @throws what the last attempt threw, or CircuitOpenError, BulkheadFullError
   */
  execute<T>(call: PolicyCall, attempt: (attempt: PolicyAttempt) => Promise<T>): Promise<T>;
}

/** What a policy must know of an error; errors without these fields are taken as final. */
export interface ClassifiedError {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
}
