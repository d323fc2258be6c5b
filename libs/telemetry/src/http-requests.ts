import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import type { ActiveHttpRequest } from './http-instrumentation.js';
import type { TraceCarrier } from './instrumentation.js';
import type { HistogramMetric, HistogramRecorder } from './metrics.js';
import { startSpan } from './operation-kind.js';
import type { SpanStarter } from './sample-roots.js';
import { writeTraceCarrier } from './trace-carrier.js';

/** The requests of an HTTP server. Their route and status are known at their end only. */
export class HttpRequests {
  readonly #tracer: SpanStarter | undefined;
  readonly #histogram: HistogramMetric;
  /** By route; within it by method and status. */
  readonly #recorders = new Map<string, Map<string, HistogramRecorder>>();

  constructor(tracer: SpanStarter | undefined, histogram: HistogramMetric) {
    this.#tracer = tracer;
    this.#histogram = histogram;
  }

  start(method: string, parent: TraceCarrier): ActiveHttpRequest {
    const attributes = { 'http.request.method': method };
    const span =
      this.#tracer === undefined
        ? undefined
        : startSpan(this.#tracer, parent, { name: method, kind: SpanKind.SERVER, attributes })?.span;
    return new HttpRequest(this, method, parent, span);
  }

  record(seconds: number, method: string, route: string, status: number): void {
    let ofRoute = this.#recorders.get(route);
    if (ofRoute === undefined) this.#recorders.set(route, (ofRoute = new Map()));
    const key = `${method} ${status}`;
    let recorder = ofRoute.get(key);
    if (recorder === undefined) {
      const attributes = {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': String(status),
      };
      ofRoute.set(key, (recorder = this.#histogram.withAttributes(attributes)));
    }
    recorder.record(seconds);
  }
}

class HttpRequest implements ActiveHttpRequest {
  readonly carrier: TraceCarrier;
  readonly #requests: HttpRequests;
  readonly #method: string;
  readonly #span: Span | undefined;
  readonly #startedMs = performance.now();
  #isOver = false;

  constructor(requests: HttpRequests, method: string, parent: TraceCarrier, span: Span | undefined) {
    this.#requests = requests;
    this.#method = method;
    this.#span = span;
    this.carrier = span === undefined ? parent : writeTraceCarrier(span.spanContext(), parent.baggage);
  }

  end(status: number, route: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#requests.record((performance.now() - this.#startedMs) / 1000, this.#method, route, status);
    const span = this.#span;
    if (span?.isRecording() !== true) return;
    span.updateName(`${this.#method} ${route}`);
    span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}
