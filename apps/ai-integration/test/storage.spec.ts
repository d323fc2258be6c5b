import { MemoryStore, RedisStore, createRedis, type RedisClient } from '@bodybroker/storage';
import { startRedisServer, type RedisServer } from '@bodybroker/test-servers';
import { ManualClock } from '@bodybroker/testing';
import { describeStorage } from './storage-contract.js';

describe('storage in memory', () => {
  describeStorage(() => {
    const clock = new ManualClock();
    return { clock, store: new MemoryStore('ai-integration', { clock }) };
  });
});

describe('storage in Redis', () => {
  let server: RedisServer;
  let client: RedisClient;
  let services = 0;

  beforeAll(async () => {
    server = await startRedisServer();
    const ready = Promise.withResolvers<void>();
    client = createRedis([server.url], {
      onEvent: ({ type }) => {
        if (type === 'ready') ready.resolve();
      },
    });
    await ready.promise;
  }, 30_000);

  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  describeStorage(() => {
    const clock = new ManualClock(Math.trunc(performance.timeOrigin + performance.now()));
    // Of its own: the mode of the server is one for a service.
    return { clock, store: new RedisStore(`ai-integration-${(services += 1)}`, client, { clock }) };
  });
});
