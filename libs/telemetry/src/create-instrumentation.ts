import { context, SpanKind, trace } from '@opentelemetry/api';
import { CALL_BUCKETS, DATABASE_BUCKETS } from './duration-buckets.js';
import type { HttpInstrumentation } from './http-instrumentation.js';
import { HttpRequests } from './http-requests.js';
import type { Instrumentation } from './instrumentation.js';
import type { HistogramMetric, Metrics } from './metrics.js';
import { OperationKind } from './operation-kind.js';
import type { SpanStarter } from './sample-roots.js';
import type { StoreInstrumentation } from './store-instrumentation.js';

export interface InstrumentationParts {
  readonly metrics: Metrics;
  /** From startTracing. Without it there are no spans, and trace contexts are handed through as they came. */
  readonly tracer?: SpanStarter | undefined;
  /** `rpc.system.name` and `messaging.system`. Default `nats`. */
  readonly system?: string;
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

  const calls = (kind: SpanKind, histogram: HistogramMetric): ((service: string, method: string) => OperationKind) =>
    onceForEach((service, method) => {
      const name = `${service}/${method}`;
      const measured = { 'rpc.method': name };
      const attributes = { 'rpc.system.name': system, ...measured };
      const statusAttribute = 'rpc.response.status_code';
      return new OperationKind(tracer, { name, kind, attributes, histogram, measured, statusAttribute });
    });
  const clientCall = calls(SpanKind.CLIENT, clientCalls);
  const serverCall = calls(SpanKind.SERVER, serverCalls);

  const publishing = onceForEach((type, stream) => {
    const measured = { 'messaging.operation.name': 'publish', 'messaging.destination.template': type };
    return new OperationKind(tracer, {
      name: `publish ${type}`,
      kind: SpanKind.PRODUCER,
      attributes: {
        'messaging.system': system,
        'messaging.operation.type': 'send',
        ...measured,
        ...(stream === '' ? {} : { 'messaging.destination.name': stream }),
      },
      histogram: publishes,
      measured,
      statusAttribute: 'error.type',
    });
  });
  const processing = onceForEach((type, durable) => {
    const measured = { 'messaging.consumer.group.name': durable, 'messaging.destination.template': type };
    return new OperationKind(tracer, {
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
    });
  });
  const stores = (database: string): ((namespace: string, operation: string) => OperationKind) =>
    onceForEach((namespace, operation) => {
      const measured = { 'db.system.name': database, 'db.namespace': namespace, 'db.operation.name': operation };
      return new OperationKind(tracer, {
        name: `${operation} ${namespace}`,
        kind: SpanKind.CLIENT,
        attributes: measured,
        histogram: storeCalls,
        measured,
        statusAttribute: 'error.type',
      });
    });
  const storesBySystem = new Map<string, ReturnType<typeof stores>>();
  const http = new HttpRequests(tracer, httpRequests);

  return {
    clientCall: (rpc, parent) => clientCall(rpc.service, rpc.method).start(parent),
    serverCall: (rpc, parent) => serverCall(rpc.service, rpc.method).start(parent),
    publishEvent: ({ type, stream = '' }, parent) => publishing(type, stream).start(parent),
    processEvent: ({ type, durable }, parent) => processing(type, durable).start(parent),
    storeCall: ({ system: database, operation, namespace }) => {
      const kind = getOrAdd(storesBySystem, database, stores)(namespace, operation);
      // Sweeps and polls would otherwise each be a trace of their own.
      const isPartOfTrace = tracer !== undefined && trace.getSpan(context.active()) !== undefined;
      return isPartOfTrace ? kind.start(undefined) : kind.startUntraced(undefined);
    },
    httpRequest: (method, parent) => http.start(method, parent),
    count: (name, attributes = {}) => {
      metrics.counter(name, { description: name, attributes: Object.keys(attributes) }).add(1, attributes);
    },
  };
}

/** Makes one value for each pair of names, at its first use. */
function onceForEach<T>(make: (first: string, second: string) => T): (first: string, second: string) => T {
  const made = new Map<string, Map<string, T>>();
  const noneYet = (): Map<string, T> => new Map();
  return (first, second) => getOrAdd(getOrAdd(made, first, noneYet), second, () => make(first, second));
}

function getOrAdd<T>(map: Map<string, T>, key: string, make: (key: string) => T): T {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make(key)));
  return value;
}
