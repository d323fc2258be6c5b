import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import { CALL_BUCKETS, DATABASE_BUCKETS } from './duration-buckets.js';
import type { HttpInstrumentation } from './http-instrumentation.js';
import type { ActiveOperation, Instrumentation, TraceCarrier } from './instrumentation.js';
import type { HistogramMetric, Metrics } from './metrics.js';
import type { StoreInstrumentation } from './store-instrumentation.js';
import { readTraceCarrier, writeTraceCarrier } from './trace-carrier.js';

export interface InstrumentationParts {
  readonly metrics: Metrics;
  /** From startTracing. Without it there are no spans, and trace contexts are handed through as they came. */
  readonly tracer?: Tracer | undefined;
  /** `rpc.system.name` and `messaging.system`. Default `nats`. */
  readonly system?: string;
}

/** Outcomes that are the fault of the server; any other refusal is a good answer to a bad request. */
const SERVER_FAULTS: ReadonlySet<string> = new Set([
  'DATA_LOSS',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'UNAVAILABLE',
  'UNIMPLEMENTED',
  'UNKNOWN',
]);

interface OperationPlan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  readonly histogram: HistogramMetric;
  /** Attributes of the measurement, of few values each. */
  readonly measured: Readonly<Record<string, string>>;
  readonly statusAttribute: 'rpc.response.status_code' | 'error.type';
  readonly parent: TraceCarrier | undefined;
}

/** Measures and, with a tracer, traces what the libraries do. */
export function createInstrumentation(
  parts: InstrumentationParts,
): Instrumentation & StoreInstrumentation & HttpInstrumentation {
  const { metrics, tracer, system = 'nats' } = parts;
  const rpcAttributes = ['rpc.method', 'rpc.response.status_code', 'error.type'];
  const rpcHistogram = (side: 'client' | 'server'): HistogramMetric =>
    metrics.histogram(`rpc.${side}.call.duration`, {
      description: `Duration of calls, ${side} side`,
      unit: 's',
      attributes: rpcAttributes,
      buckets: CALL_BUCKETS,
    });
  const clientCalls = rpcHistogram('client');
  const serverCalls = rpcHistogram('server');
  const publishes = metrics.histogram('messaging.client.operation.duration', {
    description: 'Duration of publishing an event until it is stored',
    unit: 's',
    attributes: ['messaging.operation.name', 'messaging.destination.template', 'error.type'],
    buckets: CALL_BUCKETS,
  });
  const processes = metrics.histogram('messaging.process.duration', {
    description: 'Duration of handling an event',
    unit: 's',
    attributes: ['messaging.consumer.group.name', 'messaging.destination.template', 'error.type'],
    buckets: CALL_BUCKETS,
  });
  const storeCalls = metrics.histogram('db.client.operation.duration', {
    description: 'Duration of database operations',
    unit: 's',
    attributes: ['db.system.name', 'db.namespace', 'db.operation.name', 'error.type'],
    buckets: DATABASE_BUCKETS,
  });
  const httpRequests = metrics.histogram('http.server.request.duration', {
    description: 'Duration of HTTP requests',
    unit: 's',
    attributes: ['http.request.method', 'http.route', 'http.response.status_code'],
    buckets: CALL_BUCKETS,
  });

  const call = (
    rpc: { readonly service: string; readonly method: string },
    side: { readonly kind: SpanKind; readonly histogram: HistogramMetric },
    parent: TraceCarrier | undefined,
  ): ActiveOperation => {
    const name = `${rpc.service}/${rpc.method}`;
    const measured = { 'rpc.method': name };
    const attributes = { 'rpc.system.name': system, ...measured };
    return startOperation(tracer, {
      ...side,
      name,
      attributes,
      measured,
      statusAttribute: 'rpc.response.status_code',
      parent,
    });
  };

  return {
    clientCall: (rpc, parent) => call(rpc, { kind: SpanKind.CLIENT, histogram: clientCalls }, parent),
    serverCall: (rpc, parent) => call(rpc, { kind: SpanKind.SERVER, histogram: serverCalls }, parent),
    publishEvent: ({ type, stream }, parent) => {
      const measured = { 'messaging.operation.name': 'publish', 'messaging.destination.template': type };
      return startOperation(tracer, {
        name: `publish ${type}`,
        kind: SpanKind.PRODUCER,
        attributes: {
          'messaging.system': system,
          'messaging.operation.type': 'send',
          ...measured,
          ...(stream === undefined ? {} : { 'messaging.destination.name': stream }),
        },
        histogram: publishes,
        measured,
        statusAttribute: 'error.type',
        parent,
      });
    },
    processEvent: ({ type, durable }, parent) => {
      const measured = { 'messaging.consumer.group.name': durable, 'messaging.destination.template': type };
      return startOperation(tracer, {
        name: `process ${type}`,
        kind: SpanKind.CONSUMER,
        attributes: {
          'messaging.system': system,
          'messaging.operation.type': 'process',
          'messaging.operation.name': 'process',
          ...measured,
        },
        histogram: processes,
        measured,
        statusAttribute: 'error.type',
        parent,
      });
    },
    storeCall: ({ system: database, operation, namespace }) => {
      const measured = { 'db.system.name': database, 'db.namespace': namespace, 'db.operation.name': operation };
      // Sweeps and polls would otherwise each be a trace of their own.
      const isPartOfTrace = tracer !== undefined && trace.getActiveSpan() !== undefined;
      return startOperation(isPartOfTrace ? tracer : undefined, {
        name: `${operation} ${namespace}`,
        kind: SpanKind.CLIENT,
        attributes: measured,
        histogram: storeCalls,
        measured,
        statusAttribute: 'error.type',
        parent: undefined,
      });
    },
    httpRequest: (method, parent) => {
      const spanContext = parentContext(parent);
      const span = tracer?.startSpan(
        method,
        { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
        spanContext,
      );
      const startedMs = performance.now();
      let isOver = false;
      return {
        ...traced(span, parent, spanContext),
        end: (status, route) => {
          if (isOver) return;
          isOver = true;
          const attributes = { 'http.route': route, 'http.response.status_code': String(status) };
          const seconds = (performance.now() - startedMs) / 1000;
          httpRequests.record(seconds, { 'http.request.method': method, ...attributes });
          span?.updateName(`${method} ${route}`);
          span?.setAttributes({ ...attributes, 'http.response.status_code': status });
          if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
          span?.end();
        },
      };
    },
    count: (name, attributes = {}) => {
      metrics.counter(name, { description: name, attributes: Object.keys(attributes) }).add(1, attributes);
    },
  };
}

function startOperation(tracer: Tracer | undefined, plan: OperationPlan): ActiveOperation {
  const { name, kind, attributes, histogram, measured, statusAttribute, parent } = plan;
  const spanContext = parentContext(parent);
  const span = tracer?.startSpan(name, { kind, attributes }, spanContext);
  const startedMs = performance.now();
  let isOver = false;
  return {
    ...traced(span, parent, spanContext),
    end: (outcome) => {
      if (isOver) return;
      isOver = true;
      const hasFailed = outcome !== 'OK';
      const result = {
        ...(hasFailed ? { 'error.type': outcome } : {}),
        ...(statusAttribute === 'error.type' ? {} : { [statusAttribute]: outcome }),
      };
      histogram.record((performance.now() - startedMs) / 1000, { ...measured, ...result });
      if (span === undefined) return;
      span.setAttributes(result);
      const isFault = kind === SpanKind.SERVER ? SERVER_FAULTS.has(outcome) : hasFailed;
      // The error's own text stays in the log: it may hold what a player wrote.
      if (isFault) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** A carrier decides, also when it is empty; without one the operation under way is the parent. */
function parentContext(parent: TraceCarrier | undefined): Context {
  if (parent === undefined) return context.active();
  const remote = readTraceCarrier(parent);
  return remote === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, remote);
}

function traced(
  span: Span | undefined,
  parent: TraceCarrier | undefined,
  spanContext: Context,
): Pick<ActiveOperation, 'carrier' | 'run'> {
  if (span === undefined) return { carrier: parent ?? {}, run: (work) => work() };
  const active = trace.setSpan(spanContext, span);
  return {
    carrier: writeTraceCarrier(span.spanContext(), parent?.baggage),
    run: (work) => context.with(active, work),
  };
}
