import { setTimeout as delay } from 'node:timers/promises';
import type { StoreInstrumentation } from '@bodybroker/telemetry';
import { startRedisCluster, startRedisServer } from '@bodybroker/test-servers';
import type { RedisCluster, RedisServer } from '@bodybroker/test-servers';
import { RedisStore } from '../src/index.js';
import type { RedisClient } from '../src/index.js';
import { openRedis } from './open-redis.js';
import { describeStore } from './store-contract.js';

const clock = { now: () => Math.trunc(performance.timeOrigin + performance.now()) };
let stores = 0;

function freshStore(client: RedisClient): RedisStore {
  stores += 1;
  return new RedisStore(`quests-${stores}`, client, { clock });
}

const elapse = (ms: number): Promise<void> => delay(ms);

jest.setTimeout(60_000);

describe('RedisStore on one server', () => {
  let server: RedisServer;
  let client: RedisClient;

  beforeAll(async () => {
    server = await startRedisServer();
    ({ client } = await openRedis(server.url));
  });

  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  describeStore(() => ({ store: freshStore(client), elapse }));

  it('reports each operation with its outcome, and no key', async () => {
    const reported: string[] = [];
    const instrumentation: StoreInstrumentation = {
      storeCall: (call) => ({
        carrier: {},
        run: (work) => work(),
        end: (outcome) => void reported.push(`${call.system} ${call.namespace} ${call.operation}: ${outcome}`),
      }),
    };
    const shard = new RedisStore('observed', client, { clock, instrumentation }).shard('p1');
    await shard.get('quest', 'q1');
    await client.call('SET', [`bb:observed:{${String(shard.number).padStart(2, '0')}}:quest:q2`, 'not a hash']);
    await expect(shard.get('quest', 'q2')).rejects.toThrow('WRONGTYPE');
    expect(reported).toEqual(['redis observed get: OK', 'redis observed get: INTERNAL']);
  });

  it('keeps a tombstone for a day', async () => {
    const store = freshStore(client);
    const shard = store.shard('p1');
    await shard.commit({ puts: [{ kind: 'quest', id: 'q1', bytes: new Uint8Array([1]) }] });
    await shard.commit({ deletes: [{ kind: 'quest', id: 'q1' }] });
    const key = `bb:${store.service}:{${String(shard.number).padStart(2, '0')}}:quest:q1`;
    const ttlMs = Number(await server.command('PTTL', key));
    expect(ttlMs).toBeGreaterThan(24 * 3_600_000 - 10_000);
    await shard.commit({ puts: [{ kind: 'quest', id: 'q1', bytes: new Uint8Array([1]) }] });
    expect(await server.command('PTTL', key)).toBe('-1');
  });

  it('counts versions exactly where doubles would not', async () => {
    const store = freshStore(client);
    const shard = store.shard('p1');
    const put = { kind: 'quest', id: 'q1', bytes: new Uint8Array([1]) };
    await shard.commit({ puts: [put] });
    const key = `bb:${store.service}:{${String(shard.number).padStart(2, '0')}}:quest:q1`;
    await server.command('HSET', key, 'v', '9007199254740993');
    await expect(shard.commit({ puts: [{ ...put, expectedVersion: 9007199254740992n }] })).rejects.toMatchObject({
      details: { current_version: '9007199254740993' },
    });
    await shard.commit({ puts: [{ ...put, expectedVersion: 9007199254740993n }] });
    expect((await shard.get('quest', 'q1'))?.version).toBe(9007199254740994n);
  });

  it('does nothing at all when Redis is out of memory, and says that it is unavailable', async () => {
    const store = freshStore(client);
    const shard = store.shard('p1');
    await shard.commit({ puts: [{ kind: 'quest', id: 'q1', bytes: new Uint8Array([1]) }] });
    await server.command('CONFIG', 'SET', 'maxmemory', '1');
    try {
      const change = {
        deletes: [{ kind: 'quest', id: 'q1' }],
        events: [{ id: 'e1', subject: 'game.x', bytes: new Uint8Array(1) }],
      };
      await expect(shard.commit(change)).rejects.toMatchObject({ reason: 'STORE_UNAVAILABLE', retryable: true });
      expect((await shard.get('quest', 'q1'))?.version).toBe(1n);
    } finally {
      await server.command('CONFIG', 'SET', 'maxmemory', '0');
    }
  });

  it('sends scripts again that Redis has forgotten', async () => {
    const shard = freshStore(client).shard('p1');
    await shard.countWithin('c', { limit: 9, windowMs: 10_000 });
    await server.command('SCRIPT', 'FLUSH');
    expect(await shard.countWithin('c', { limit: 9, windowMs: 10_000 })).toMatchObject({ count: 2 });
  });

  it('does not show what was stored in the error of a refused command', async () => {
    const error: unknown = await client.call('HINCRBY', ['k', 'f', 'the secret']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('the secret');
  });
});

describe('RedisStore on a cluster of three shards', () => {
  let cluster: RedisCluster;
  let client: RedisClient;

  beforeAll(async () => {
    cluster = await startRedisCluster({ replicasPerShard: 1 });
    ({ client } = await openRedis(cluster.urls, { mode: 'cluster' }));
  });

  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  describeStore(() => ({ store: freshStore(client), elapse }));

  it('is well as soon as it is connected, though nobody has asked its nodes for anything', async () => {
    const fresh = await openRedis(cluster.urls, { mode: 'cluster' });
    await fresh.client.health();
    await fresh.client.close();
  });

  it('spreads its keys over all masters', async () => {
    const store = freshStore(client);
    for (const shard of store.shards()) {
      await shard.commit({ puts: [{ kind: 'quest', id: 'q', bytes: new Uint8Array([1]) }] });
    }
    const sizes = await Promise.all(client.masters().map((master) => master.call('DBSIZE', [])));
    expect(sizes).toHaveLength(3);
    for (const size of sizes) expect(size).toBeGreaterThan(0);
  });

  it('loses a master, fails fast meanwhile, and goes on with its replica', async () => {
    const store = freshStore(client);
    const put = { kind: 'quest', id: 'q', bytes: new Uint8Array([1]) };
    for (const shard of store.shards()) await shard.commit({ puts: [put] });
    // Replication is asynchronous; what is tested is the way on, not what a crash may lose.
    for (const master of client.masters()) await master.call('WAIT', [1, 5000]);
    await cluster.nodes[0]?.kill();
    const slowestMs: number[] = [];
    const writeAll = async (): Promise<number> => {
      const results = await Promise.allSettled(
        store.shards().map(async (shard) => {
          const startedMs = performance.now();
          try {
            await shard.commit({ puts: [put] });
          } finally {
            slowestMs.push(performance.now() - startedMs);
          }
        }),
      );
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'STORE_UNAVAILABLE' });
      }
      return results.filter(({ status }) => status === 'rejected').length;
    };
    const deadlineMs = performance.now() + 30_000;
    let failed = await writeAll();
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(64);
    while (failed > 0 && performance.now() < deadlineMs) {
      await delay(100);
      failed = await writeAll();
    }
    expect(failed).toBe(0);
    expect(Math.max(...slowestMs)).toBeLessThan(6_000);
    for (const shard of store.shards()) expect((await shard.get('quest', 'q'))?.version).toBeGreaterThanOrEqual(2n);
  });
});
