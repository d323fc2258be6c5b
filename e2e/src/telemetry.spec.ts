import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from './api.js';
import { eventually } from './eventually.js';
import { startStack, type Stack } from './stack.js';

interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
}

/** An OTLP/HTTP collector that keeps what it is sent. */
async function startCollector(): Promise<{ url: string; spans: CollectedSpan[]; close(): void }> {
  const spans: CollectedSpan[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString());
      for (const { resource, scopeSpans } of body.resourceSpans) {
        const service = resource.attributes.find((a: { key: string }) => a.key === 'service.name').value.stringValue;
        for (const scope of scopeSpans) {
          for (const { name, traceId } of scope.spans) spans.push({ service, name, traceId });
        }
      }
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, spans, close: () => server.close() };
}

describe('a trace', () => {
  let stack: Stack;
  let collector: Awaited<ReturnType<typeof startCollector>>;

  beforeAll(async () => {
    collector = await startCollector();
    stack = await startStack({
      services: ['auth', 'state-manager'],
      env: { BB_OTLP_ENDPOINT: collector.url, BB_TRACE_RATIO: '1' },
    });
  }, 60_000);
  afterAll(async () => {
    await stack.stop();
    collector.close();
  });

  it('goes from the HTTP request over NATS and Redis to the consumer of the event', async () => {
    const api = new Api(stack.url);
    const player = await api.player();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const deleted = await api.post(
      `/v1/accounts/${player.id}:delete`,
      { password: player.password },
      { token: player.token, headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } },
    );
    expect(deleted.status).toBe(200);
    await eventually(() => {
      const spans = collector.spans.filter((span) => span.traceId === traceId);
      const services = new Set(spans.map(({ service }) => service));
      expect([...services].sort()).toEqual(['auth', 'gateway', 'state-manager']);
      const names = spans.map(({ service, name }) => `${service}: ${name}`).join('\n');
      expect(names).toMatch(/auth: .*DeleteAccount/);
      expect(names).toMatch(/state-manager: process /);
      return Promise.resolve();
    }, 15_000);
  }, 40_000);
});
