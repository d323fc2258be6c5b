const NS_PER_MS = 1e6;

/** Counters of one endpoint as the NATS micro protocol reports them; async handlers are measured to their end. */
export class EndpointStats {
  #requests = 0;
  #errors = 0;
  #processingMs = 0;
  #lastError = '';

  record(processingMs: number, error?: { readonly reason: string; readonly message: string }): void {
    this.#requests += 1;
    this.#processingMs += processingMs;
    if (error === undefined) return;
    this.#errors += 1;
    this.#lastError = `${error.reason}: ${error.message}`;
  }

  snapshot(): {
    readonly num_requests: number;
    readonly num_errors: number;
    readonly last_error: string;
    readonly processing_time: number;
    readonly average_processing_time: number;
  } {
    const processingNs = Math.round(this.#processingMs * NS_PER_MS);
    return {
      num_requests: this.#requests,
      num_errors: this.#errors,
      last_error: this.#lastError,
      processing_time: processingNs,
      average_processing_time: this.#requests === 0 ? 0 : Math.round(processingNs / this.#requests),
    };
  }
}
