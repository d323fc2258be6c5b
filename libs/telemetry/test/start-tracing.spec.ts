import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, createInstrumentation, createMetrics, startTracing } from '../src/index.js';

const random = (): number => 0.5;

interface Received {
  readonly url: string | undefined;
  readonly body: string;
}

/** Stands in for a collector: remembers what it is sent, and answers with `status`, or never. */
async function startCollector(answer: 200 | 503 | 'never') {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ url: request.url, body: Buffer.concat(parts).toString('utf8') });
      if (answer !== 'never') response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { endpoint: `http://127.0.0.1:${port}/`, received, stop };
}

describe('startTracing', () => {
  it('does nothing without an endpoint', async () => {
    const tracing = await startTracing({ service: 'auth', version: '1', random });
    expect(tracing.tracer).toBeUndefined();
    await tracing.shutdown();
  });

  it('sends spans to the collector, at the latest when it ends, and gives log lines their ids', async () => {
    const collector = await startCollector(200);
    const tracing = await startTracing({
      service: 'auth',
      version: '1.2.3',
      instance: 'i1',
      otlpEndpoint: collector.endpoint,
      random,
    });
    const metrics = createMetrics({ service: 'auth' });
    const instrumentation = createInstrumentation({ metrics, tracer: tracing.tracer });
    const lines: string[] = [];
    const logger = createLogger({
      service: 'auth',
      instance: 'i1',
      destination: { write: (line) => lines.push(line) },
    });
    const call = instrumentation.serverCall({ service: 'a.S', method: 'M' }, {});
    await call.run(async () => {
      await Promise.resolve();
      logger.info('inside');
    });
    call.end('OK');
    logger.info('outside');
    await tracing.shutdown();
    await collector.stop();

    expect(collector.received.map(({ url }) => url)).toEqual(['/v1/traces']);
    const sent = JSON.parse(collector.received[0]?.body ?? '') as {
      resourceSpans: {
        resource: { attributes: { key: string; value: { stringValue: string } }[] };
        scopeSpans: { spans: { name: string; traceId: string; spanId: string }[] }[];
      }[];
    };
    const [resourceSpans] = sent.resourceSpans;
    const attributes = resourceSpans?.resource.attributes.map(({ key, value }) => [key, value.stringValue]) ?? [];
    expect(Object.fromEntries(attributes)).toMatchObject({
      'service.name': 'auth',
      'service.version': '1.2.3',
      'service.instance.id': 'i1',
    });
    const [span] = resourceSpans?.scopeSpans[0]?.spans ?? [];
    expect(span?.name).toBe('a.S/M');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ trace_id: span?.traceId, span_id: span?.spanId });
    expect(lines[1]).not.toContain('trace_id');
  });

  it('keeps the decision of a trace begun elsewhere, and samples its own', async () => {
    const collector = await startCollector(200);
    const tracing = await startTracing({
      service: 'auth',
      version: '1',
      otlpEndpoint: collector.endpoint,
      random,
      sampleRatio: 0,
    });
    const instrumentation = createInstrumentation({
      metrics: createMetrics({ service: 'auth' }),
      tracer: tracing.tracer,
    });
    const rpc = (method: string) => ({ service: 'a.S', method });
    const ids = '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331';
    instrumentation.serverCall(rpc('Kept'), { traceparent: `00-${ids}-01` }).end('OK');
    instrumentation.serverCall(rpc('Left'), { traceparent: `00-${ids}-00` }).end('OK');
    const own = instrumentation.serverCall(rpc('Own'), {});
    own.end('OK');
    await tracing.shutdown();
    await collector.stop();
    const bodies = collector.received.map(({ body }) => body).join();
    expect(bodies).toContain('a.S/Kept');
    expect(bodies).not.toMatch(/a.S\/(Left|Own)/);
    // Unsampled, but still one trace for the processes behind.
    expect(own.carrier.traceparent).toMatch(/-00$/);
  });

  it('ends in time when the collector does not answer', async () => {
    const collector = await startCollector('never');
    const tracing = await startTracing({
      service: 'auth',
      version: '1',
      otlpEndpoint: collector.endpoint,
      random,
      exportTimeoutMs: 500,
    });
    tracing.tracer?.startSpan('s').end();
    const startedMs = performance.now();
    await tracing.shutdown({ timeoutMs: 100 });
    expect(performance.now() - startedMs).toBeLessThan(2000);
    await collector.stop();
  });
});
