import { startRedisServer } from '@bodybroker/test-servers';
import type { RedisServer } from '@bodybroker/test-servers';
import { freePorts } from '@bodybroker/test-servers';
import { createRedis, RedisStore } from '../src/index.js';
import type { RedisClient } from '../src/index.js';
import { createObservedRedis, openRedis } from './open-redis.js';

jest.setTimeout(60_000);

const clock = { now: () => 1_700_000_000_000 };
const UNAVAILABLE = { code: 'UNAVAILABLE', reason: 'STORE_UNAVAILABLE', retryable: true };
const put = { kind: 'quest', id: 'q1', bytes: new Uint8Array([1]) };

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

describe('a store whose Redis', () => {
  const clients: RedisClient[] = [];
  const servers: RedisServer[] = [];

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  it('is not there yet fails at once, and works as soon as it is', async () => {
    const [port = 0] = await freePorts(1);
    const { client, next } = createObservedRedis(`redis://127.0.0.1:${port}`);
    clients.push(client);
    const store = new RedisStore('quests', client, { clock });
    await next('error');
    const tookMs = await elapsedMs(() =>
      expect(store.shard('p').get('quest', 'q1')).rejects.toMatchObject(UNAVAILABLE),
    );
    expect(tookMs).toBeLessThan(200);
    await expect(store.ready()).rejects.toMatchObject(UNAVAILABLE);
    const ready = next('ready');
    servers.push(await startRedisServer({ port }));
    await ready;
    await store.ready();
    await store.shard('p').commit({ puts: [put] });
  });

  it('is away does not keep a process that is done with it', async () => {
    const [port = 0] = await freePorts(1);
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const { client, next } = createObservedRedis(`redis://127.0.0.1:${port}`);
    await next('error');
    await expect(client.call('GET', ['k'])).rejects.toMatchObject(UNAVAILABLE);
    await client.close();
    const closedMs = performance.now();
    while (process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length > before) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(performance.now() - closedMs).toBeLessThan(1000);
  });

  it('restarts fails fast meanwhile, goes on by itself, and has lost nothing that was synced', async () => {
    const server = await startRedisServer({ appendOnly: true, args: ['--appendfsync', 'always'] });
    servers.push(server);
    const { client, next } = await openRedis(server.url);
    clients.push(client);
    const store = new RedisStore('quests', client, { clock });
    await store.shard('p').commit({ puts: [put] });
    const gone = next('disconnected');
    await server.kill();
    await gone;
    const tookMs = await elapsedMs(() =>
      Promise.all(
        Array.from({ length: 100 }, () =>
          expect(store.shard('p').commit({ puts: [put] })).rejects.toMatchObject(UNAVAILABLE),
        ),
      ),
    );
    expect(tookMs).toBeLessThan(500);
    const ready = next('ready');
    await server.restart();
    await ready;
    // Nothing of what was refused meanwhile is sent late.
    expect((await store.shard('p').get('quest', 'q1'))?.version).toBe(1n);
    expect(await store.shard('p').commit({ puts: [put] })).toMatchObject({ versions: [2n] });
  });

  it('dies under commits answers each of them at once, and no commit is done twice', async () => {
    const server = await startRedisServer({ appendOnly: true, args: ['--appendfsync', 'always'] });
    servers.push(server);
    const { client, next } = await openRedis(server.url);
    clients.push(client);
    const store = new RedisStore('quests', client, { clock });
    const ready = next('disconnected').then(() => next('ready'));
    const outcomes = Promise.allSettled(Array.from({ length: 2000 }, () => store.shard('p').commit({ puts: [put] })));
    await server.kill();
    const killedMs = performance.now();
    const settled = await outcomes;
    expect(performance.now() - killedMs).toBeLessThan(1000);
    const committed = settled.filter(({ status }) => status === 'fulfilled').length;
    for (const result of settled) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject(UNAVAILABLE);
    }
    await server.restart();
    await ready;
    const version = (await store.shard('p').get('quest', 'q1'))?.version ?? 0n;
    expect(version).toBeGreaterThanOrEqual(BigInt(committed));
    expect(version).toBeLessThanOrEqual(2000n);
  });

  it('hangs fails after the command timeout, and goes on', async () => {
    const server = await startRedisServer();
    servers.push(server);
    const { client } = await openRedis(server.url, { commandTimeoutMs: 200 });
    clients.push(client);
    const store = new RedisStore('quests', client, { clock });
    await store.shard('p').get('quest', 'q1');
    server.pause();
    try {
      const tookMs = await elapsedMs(() => expect(store.ready()).rejects.toMatchObject(UNAVAILABLE));
      expect(tookMs).toBeGreaterThan(150);
      expect(tookMs).toBeLessThan(1500);
    } finally {
      server.resume();
    }
    await expect(store.shard('p').commit({ puts: [put] })).resolves.toMatchObject({ versions: [1n] });
  });

  it('wants another password is unavailable, and says why without showing it', async () => {
    const server = await startRedisServer({ password: 'right' });
    servers.push(server);
    const errors: string[] = [];
    const client = createRedis(server.url.replace('right', 'wrong'), {
      onEvent: (event) => void (event.type === 'error' && errors.push(String(event.error.cause ?? event.error))),
    });
    clients.push(client);
    while (errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await expect(client.health()).rejects.toMatchObject(UNAVAILABLE);
    expect(errors.join()).toContain('WRONGPASS');
    expect(errors.join()).not.toMatch(/right|wrong\b/);
  });
});
