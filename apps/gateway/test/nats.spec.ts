import { contract, TestingService, type ITestingService } from '@bodybroker/contracts-testing';
import {
  createServer,
  MemoryServer,
  RpcError,
  type Handlers,
  type MemoryConnection,
  type RpcServer,
} from '@bodybroker/nats-sdk';
import { ResilientCallPolicy } from '@bodybroker/resilience';
import { announceContract, CONTRACTS_BUCKET } from '@bodybroker/service-kit';
import { watchContracts } from '../src/descriptors/watch-contracts.js';
import { NatsUpstream } from '../src/upstream/nats-upstream.js';
import { runningGateway, stopGateways, until, type RunningGateway } from './fixtures/running-gateway.js';
import { jsonInit } from './fixtures/test-gateway.js';

type TestingHandlers = Handlers<ITestingService>;

/** The testing service and a gateway on one message server, as they meet in production. */
describe('Over the message server', () => {
  let messages: MemoryServer;
  let connection: MemoryConnection;
  let server: RpcServer;
  let test: RunningGateway;
  let handlers: TestingHandlers;
  let watching: AbortController;
  let cancelled: string[];

  beforeEach(async () => {
    messages = new MemoryServer();
    cancelled = [];
    connection = messages.connect();
    const upstream = new NatsUpstream(connection.bus, { policy: new ResilientCallPolicy({ random: () => 0 }) });
    test = await runningGateway({}, { upstream });
    const service = messages.connect();
    server = createServer(service, { name: 'testing', version: '1.0.0', instance: 'one' });
    const refuse = (): never => {
      throw new RpcError('UNIMPLEMENTED', 'NOT_HERE', 'not in this test');
    };
    handlers = {
      echo: async ({ text }, context) => ({
        text,
        blob: new Uint8Array(0),
        instance: 'one',
        actor: `${context.actor.kind}:${context.actor.id}`,
        requestId: context.requestId,
        correlationId: '',
        causationId: '',
        worldId: context.worldId,
        locale: context.locale,
        traceparent: '',
        remainingMs: BigInt(Math.round(context.remainingMs())),
      }),
      getHero: async ({ playerId }) => ({ playerId, name: 'Ash' }),
      charge: async ({ amount }, context) => {
        context.setResponseHeader('Idempotent-Replay', 'true');
        return { amount, idempotencyKey: context.idempotencyKey ?? '' };
      },
      plain: async ({ text }) => {
        if (text === 'fail') throw new RpcError('NOT_FOUND', 'NO_SUCH_TEXT', 'no such text', { details: { text } });
        return { text };
      },
      watchTicks: async function* ({ count, sizeBytes }, { signal }) {
        signal.addEventListener('abort', () => cancelled.push('ticks'));
        for (let number = 0; count === 0 || number < count; number += 1)
          yield { number, data: new Uint8Array(sizeBytes) };
      },
      wait: refuse,
      check: refuse,
      rename: refuse,
      reset: refuse,
      sum: refuse,
      chat: refuse,
    };
    server.add<ITestingService>(TestingService, handlers);
    await server.start();
    watching = new AbortController();
    const bucket = connection.keyValue(CONTRACTS_BUCKET);
    void watchContracts(bucket, test.gateway.contracts, { signal: watching.signal, onUpToDate: () => undefined });
    await announceContract(service.keyValue(CONTRACTS_BUCKET), { name: 'testing', version: '1.0.0', contract });
    await until(() => test.gateway.routes().match('GET', '/v1/testing:plain').kind === 'found');
  });

  afterEach(async () => {
    watching.abort();
    await stopGateways();
    await server.stop({ timeoutMs: 50 });
    connection.bus.close();
  });

  it('serves a service that has announced itself, with who asks and how long', async () => {
    const init = jsonInit(
      'POST',
      { text: 'hi' },
      { 'X-Request-Id': 'r1', 'Accept-Language': 'fr', 'Bb-Actor': 'admin:x' },
    );
    const response = await fetch(`${test.baseUrl}/v1/testing:echo`, init);
    const echoed = (await response.json()) as Record<string, unknown>;
    expect(echoed).toMatchObject({
      text: 'hi',
      instance: 'one',
      actor: 'anonymous:',
      requestId: 'r1',
      worldId: 'main',
      locale: 'fr',
    });
    expect(Number(echoed['remainingMs'])).toBeGreaterThan(4000);
  });

  it('gives errors on, from responses with and without a place for them', async () => {
    const plain = await fetch(`${test.baseUrl}/v1/testing:plain?text=fail`);
    expect([plain.status, await plain.json()]).toMatchObject([
      404,
      { reason: 'NO_SUCH_TEXT', details: { text: 'fail' } },
    ]);
    const wait = await fetch(`${test.baseUrl}/v1/testing:wait`, jsonInit('POST', {}));
    expect([wait.status, await wait.json()]).toMatchObject([501, { reason: 'NOT_HERE' }]);
  });

  it('passes keys in and replays out', async () => {
    const response = await fetch(
      `${test.baseUrl}/v1/testing:charge`,
      jsonInit('POST', { amount: '5' }, { 'Idempotency-Key': 'k1' }),
    );
    expect(response.headers.get('idempotent-replay')).toBe('true');
    expect(await response.json()).toMatchObject({ idempotencyKey: 'k1' });
  });

  it('answers 503 at once when nobody serves', async () => {
    await server.stop({ timeoutMs: 50 });
    const beganMs = performance.now();
    const response = await fetch(`${test.baseUrl}/v1/testing:charge`, jsonInit('POST', {}, { 'Idempotency-Key': 'k' }));
    expect(response.status).toBe(503);
    expect(performance.now() - beganMs).toBeLessThan(1000);
  });

  it('streams from end to end', async () => {
    const response = await fetch(`${test.baseUrl}/v1/testing/ticks:watch?count=600`, {
      headers: { Accept: 'application/x-ndjson' },
    });
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly number?: number });
    expect(lines.map(({ number = 0 }) => number)).toEqual(Array.from({ length: 600 }, (_, i) => i));
  });

  it('ends the work of the service when the client goes', async () => {
    const leave = new AbortController();
    const response = await fetch(`${test.baseUrl}/v1/testing/ticks:watch?size_bytes=1000`, { signal: leave.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    leave.abort();
    await reader?.read().catch(() => undefined);
    await until(() => cancelled.length === 1);
  });
});
