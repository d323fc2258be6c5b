import type { TraceCarrier } from './instrumentation.js';

/** An HTTP request under way. */
export interface ActiveHttpRequest {
  readonly carrier: TraceCarrier;
  /**
   * Ends it once; later calls do nothing.
   * @param route the route's template, such as `/v1/quests/{quest_id}`; never the path, which has as many values as there are ids
   */
  end(status: number, route: string): void;
}

/** What an HTTP server reports of its work. Names follow OpenTelemetry's HTTP conventions. */
export interface HttpInstrumentation {
  httpRequest(method: string, parent: TraceCarrier): ActiveHttpRequest;
}
