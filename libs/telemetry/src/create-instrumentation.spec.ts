import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { readSample } from '../test/read-sample.js';
import { createInstrumentation } from './create-instrumentation.js';
import { createMetrics } from './create-metrics.js';

const RPC = { service: 'bodybroker.auth.v1.AuthService', method: 'Login' };
const METHOD = 'bodybroker.auth.v1.AuthService/Login';
const PARENT = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', baggage: 'k=v' };

describe('createInstrumentation without a tracer', () => {
  it('measures, hands the trace context through, and counts', async () => {
    const metrics = createMetrics({ service: 'auth' });
    const instrumentation = createInstrumentation({ metrics });
    const call = instrumentation.serverCall(RPC, PARENT);
    expect(call.carrier).toBe(PARENT);
    expect(call.run(() => 7)).toBe(7);
    call.end('OK');
    call.end('INTERNAL');
    instrumentation.count('rpc.server.expired', { method: 'Login' });
    instrumentation.count('rpc.server.expired', { method: 'Login' });
    const text = await metrics.text();
    const labels = { rpc_method: METHOD, rpc_response_status_code: 'OK', service: 'auth' };
    expect(readSample(text, 'rpc_server_call_duration_seconds_count', labels)).toBe(1);
    expect(text).not.toContain('INTERNAL');
    expect(readSample(text, 'rpc_server_expired_total', { method: 'Login', service: 'auth' })).toBe(2);
  });

  it('measures events, the database and HTTP', async () => {
    const metrics = createMetrics({ service: 'auth' });
    const instrumentation = createInstrumentation({ metrics });
    instrumentation.publishEvent({ type: 'game.quest.done' }).end('OK');
    instrumentation.processEvent({ type: 'game.quest.done', durable: 'd1' }, {}).end('INTERNAL');
    instrumentation.storeCall({ system: 'redis', operation: 'commit', namespace: 'auth' }).end('OK');
    instrumentation.httpRequest('GET', {}).end(404, '/v1/quests/{quest_id}');
    const text = await metrics.text();
    const service = 'auth';
    const template = { messaging_destination_template: 'game.quest.done', service };
    const publish = { ...template, messaging_operation_name: 'publish' };
    expect(readSample(text, 'messaging_client_operation_duration_seconds_count', publish)).toBe(1);
    const process = { ...template, messaging_consumer_group_name: 'd1', error_type: 'INTERNAL' };
    expect(readSample(text, 'messaging_process_duration_seconds_count', process)).toBe(1);
    const commit = { db_system_name: 'redis', db_namespace: 'auth', db_operation_name: 'commit', service };
    expect(readSample(text, 'db_client_operation_duration_seconds_count', commit)).toBe(1);
    const get = {
      http_request_method: 'GET',
      http_route: '/v1/quests/{quest_id}',
      http_response_status_code: '404',
      service,
    };
    expect(readSample(text, 'http_server_request_duration_seconds_count', get)).toBe(1);
  });
});

describe('createInstrumentation with a tracer', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const metrics = createMetrics({ service: 'auth' });
  const instrumentation = createInstrumentation({ metrics, tracer: provider.getTracer('test') });

  beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager()));
  afterAll(() => context.disable());
  afterEach(() => exporter.reset());

  it('continues the trace of the caller through handler, database and nested call', async () => {
    const server = instrumentation.serverCall(RPC, PARENT);
    const nested = await server.run(async () => {
      await Promise.resolve();
      instrumentation.storeCall({ system: 'redis', operation: 'commit', namespace: 'auth' }).end('OK');
      return instrumentation.clientCall({ service: 'b.S', method: 'M' });
    });
    nested.end('OK');
    server.end('OK');
    const [database, client, handler] = exporter.getFinishedSpans();
    expect([database?.name, client?.name, handler?.name]).toEqual(['commit auth', 'b.S/M', METHOD]);
    expect(handler?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(handler?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(client?.parentSpanContext?.spanId).toBe(handler?.spanContext().spanId);
    expect(database?.parentSpanContext?.spanId).toBe(handler?.spanContext().spanId);
    expect(nested.carrier.traceparent).toBe(`00-0af7651916cd43dd8448eb211c80319c-${client?.spanContext().spanId}-01`);
    expect(server.carrier.baggage).toBe('k=v');
  });

  it('marks faults, not refusals, and shows no text of an error', () => {
    instrumentation.serverCall(RPC, {}).end('NOT_FOUND', new Error('no quest for "I love you"'));
    instrumentation.serverCall(RPC, {}).end('INTERNAL', new Error('boom "I love you"'));
    instrumentation.clientCall(RPC, {}).end('NOT_FOUND');
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ status }) => status.code)).toEqual([0, 2, 2]);
    expect(spans[1]?.attributes).toMatchObject({ 'rpc.response.status_code': 'INTERNAL', 'error.type': 'INTERNAL' });
    expect(JSON.stringify(spans.map(({ attributes, events, status }) => [attributes, events, status]))).not.toContain(
      'love',
    );
  });

  it('begins a new trace for an empty carrier, also inside another operation', () => {
    const outer = instrumentation.serverCall(RPC, PARENT);
    outer.run(() => instrumentation.processEvent({ type: 't', durable: 'd' }, {}).end('OK'));
    expect(exporter.getFinishedSpans()[0]?.parentSpanContext).toBeUndefined();
  });

  it('makes no trace of its own for a database call outside any', () => {
    instrumentation.storeCall({ system: 'redis', operation: 'sweep', namespace: 'auth' }).end('OK');
    expect(exporter.getFinishedSpans()).toHaveLength(0);
  });

  it('names an HTTP span by its route', () => {
    const request = instrumentation.httpRequest('GET', {});
    request.end(503, '/v1/a/{id}');
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({ name: 'GET /v1/a/{id}', status: { code: 2 } });
    expect(request.carrier.traceparent?.slice(36, 52)).toBe(span?.spanContext().spanId);
  });
});

describe('createInstrumentation in a trace that is not recorded', () => {
  const UNSAMPLED = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', baggage: 'k=v' };
  const provider = new TracerProvider({ sampler: new TraceIdRatioBasedSampler(0) });
  const tracer = provider.getTracer('test');
  const startSpan = jest.spyOn(tracer, 'startSpan');
  const metrics = createMetrics({ service: 'auth' });
  const instrumentation = createInstrumentation({ metrics, tracer });

  afterEach(() => startSpan.mockClear());

  it('makes no span behind the edge, hands the context through, and measures', async () => {
    const server = instrumentation.serverCall(RPC, UNSAMPLED);
    expect(server.carrier).toBe(UNSAMPLED);
    expect(instrumentation.httpRequest('GET', UNSAMPLED).carrier).toBe(UNSAMPLED);
    server.end('OK');
    expect(startSpan).not.toHaveBeenCalled();
    const labels = { rpc_method: METHOD, rpc_response_status_code: 'OK', service: 'auth' };
    expect(readSample(await metrics.text(), 'rpc_server_call_duration_seconds_count', labels)).toBe(1);
  });

  it('decides at the edge, and says so to all behind it', () => {
    const edge = instrumentation.httpRequest('GET', {});
    expect(startSpan).toHaveBeenCalledTimes(1);
    expect(edge.carrier.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    instrumentation.clientCall(RPC, edge.carrier).end('OK');
    expect(startSpan).toHaveBeenCalledTimes(1);
  });
});
