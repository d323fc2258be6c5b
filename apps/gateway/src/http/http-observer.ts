import type { TraceCarrier } from '@bodybroker/telemetry';

/** A request being observed. */
export interface ObservedRequest {
  /** What to hand on, so that services continue this trace. */
  readonly carrier: TraceCarrier;
  /** @param route the route's template, or what kind of request it was */
  end(status: number, route: string): void;
}

/** Who wants to know of the requests the gateway serves. */
export interface HttpObserver {
  request(httpMethod: string, parent: TraceCarrier): ObservedRequest;
  /** An answer of 5xx that is the gateway's or a service's own fault. */
  failed(error: Error, requestId: string): void;
}

/** Observes nothing. */
export const noObserver: HttpObserver = {
  request: (_httpMethod, parent) => ({ carrier: parent, end: () => undefined }),
  failed: () => undefined,
};
