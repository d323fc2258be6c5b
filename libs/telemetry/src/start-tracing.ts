import { context } from '@opentelemetry/api';
import { sampleRoots, type SpanStarter } from './sample-roots.js';

export interface TracingOptions {
  /** `service.name`. */
  readonly service: string;
  /** `service.version`. */
  readonly version: string;
  /** `service.instance.id`. */
  readonly instance?: string;
  /** Base URL of an OTLP/HTTP collector, such as `http://collector:4318`. Undefined: no tracing, and nothing is loaded. */
  readonly otlpEndpoint?: string | undefined;
  /** Share of new traces that are recorded, 0..1; a trace begun elsewhere keeps the decision made there. Default 1. */
  readonly sampleRatio?: number;
  /** Draws in [0, 1): which new traces are recorded. */
  readonly random: () => number;
  /** Spans that may wait to be sent; more are dropped. Default 2048. */
  readonly maxQueuedSpans?: number;
  /** Longest time between two sendings. Default 5000. */
  readonly exportIntervalMs?: number;
  /** Longest wait for the collector's answer, retries included. Default 10 000. */
  readonly exportTimeoutMs?: number;
}

export interface Tracing {
  /** Undefined when no endpoint was configured. */
  readonly tracer: SpanStarter | undefined;
  /** Sends what waits and ends tracing. Waits at most `timeoutMs` (default 5000) for a collector that does not answer. */
  shutdown(options?: { readonly timeoutMs?: number }): Promise<void>;
}

const MAX_BATCH = 512;

/** Starts recording and sending spans if an endpoint is configured. Call it once in a process. */
export async function startTracing(options: TracingOptions): Promise<Tracing> {
  const { service, version, instance, otlpEndpoint, sampleRatio = 1, random } = options;
  if (otlpEndpoint === undefined) return { tracer: undefined, shutdown: () => Promise.resolve() };
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { AsyncLocalStorageContextManager }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/context-async-hooks'),
    ]);
  const { maxQueuedSpans = 2048, exportIntervalMs = 5000, exportTimeoutMs = 10_000 } = options;
  const exporter = new OTLPTraceExporter({
    url: `${otlpEndpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: exportTimeoutMs,
  });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.version': version,
      ...(instance === undefined ? {} : { 'service.instance.id': instance }),
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter,
        maxQueueSize: maxQueuedSpans,
        maxExportBatchSize: Math.min(MAX_BATCH, maxQueuedSpans),
        scheduledDelayMillis: exportIntervalMs,
        exportTimeoutMillis: exportTimeoutMs,
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  return {
    tracer: sampleRoots(provider.getTracer(service, version), sampleRatio, random),
    shutdown: async ({ timeoutMs = 5000 } = {}) => {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      // A collector that is away must not keep a process from ending well.
      await Promise.race([provider.shutdown().catch(() => undefined), timeout]);
      clearTimeout(timer);
      context.disable();
    },
  };
}
