import { startRedisServer } from '@bodybroker/test-servers';
import type { RedisServer } from '@bodybroker/test-servers';
import fc from 'fast-check';
import { MemoryStore, RedisStore } from '../src/index.js';
import type { Commit, Shard } from '../src/index.js';
import type { RedisClient } from '../src/index.js';
import { openRedis } from './open-redis.js';

jest.setTimeout(60_000);

const clock = { now: () => 1_700_000_000_000 };

const kind = fc.constantFrom('quest', 'npc');
const id = fc.constantFrom('a', 'b', 'é:{0}');
const member = fc.constantFrom('m1', 'm2', '\u{1f980}', '\uffee');
const score = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const data = fc.uint8Array({ maxLength: 8 });
const version = fc.bigInt({ min: 0n, max: 4n });
const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 2 });

const entities = fc
  .uniqueArray(
    fc.record({
      kind,
      id,
      as: fc.constantFrom('put', 'put', 'put', 'delete', 'check'),
      bytes: data,
      expectedVersion: fc.option(version, { nil: undefined }),
      newVersion: fc.option(fc.bigInt({ min: 1n, max: 4n }), { nil: undefined, freq: 1 }),
    }),
    { maxLength: 3, selector: (entity) => `${entity.kind}:${entity.id}` },
  )
  .map((list): Commit => {
    const defined = list.map(({ as, expectedVersion, newVersion, ...rest }) => ({
      as,
      entity: {
        ...rest,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
        ...(newVersion === undefined ? {} : { newVersion }),
      },
    }));
    return {
      puts: defined.filter(({ as }) => as === 'put').map(({ entity }) => entity),
      deletes: defined.filter(({ as }) => as === 'delete').map(({ entity }) => entity),
      checks: defined
        .filter(({ as }) => as === 'check')
        .map(({ entity }) => ({ ...entity, expectedVersion: entity.expectedVersion ?? 1n })),
    };
  });

const name = fc.record({
  space: fc.constantFrom('title', 'nick'),
  name: fc.constantFrom('rat', 'owl'),
  owner: fc.constantFrom('o1', 'o2'),
});

const commit: fc.Arbitrary<Commit> = fc
  .tuple(
    entities,
    fc.record(
      {
        claims: some(name),
        releases: some(name),
        indexes: some(
          fc.oneof(
            fc.record({ op: fc.constant('set' as const), index: fc.constant('i'), member, score }),
            fc.record({ op: fc.constant('remove' as const), index: fc.constant('i'), member }),
            fc.record({ op: fc.constant('trim' as const), index: fc.constant('i'), max: score }),
          ),
        ),
        settle: fc.array(
          fc.record({
            index: fc.constant('i'),
            member,
            heldUntilMs: fc.integer({ min: -3, max: 3 }),
            dueMs: fc.constant(0),
          }),
          { maxLength: 1 },
        ),
        logs: some(fc.record({ log: fc.constant('h'), bytes: data, maxEntries: fc.integer({ min: 1, max: 4 }) })),
        events: some(fc.record({ id: fc.constantFrom('e1', 'e2'), subject: fc.constant('game.x'), bytes: data })),
        receipt: fc.record({
          actor: fc.constantFrom('p1', 'p2'),
          method: fc.constant('m'),
          key: fc.constantFrom('k1', 'k2'),
          fingerprint: fc.constantFrom('f1', 'f1', 'f2'),
          response: data,
        }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([changes, rest]) => ({ ...changes, ...rest }));

/** Bytes as lists: Buffers and Uint8Arrays of the same bytes are not equal to Jest. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

async function outcome(shard: Shard, change: Commit): Promise<unknown> {
  try {
    return plain(await shard.commit(change));
  } catch (error) {
    const { code, reason, details } = error as { code?: unknown; reason?: unknown; details?: unknown };
    return { code, reason, details };
  }
}

async function contents(shard: Shard): Promise<unknown> {
  const ids = ['a', 'b', 'é:{0}'];
  return plain({
    quests: await Promise.all(ids.map((entity) => shard.peek('quest', entity))),
    npcs: await Promise.all(ids.map((entity) => shard.peek('npc', entity))),
    index: await shard.range('i'),
    down: await shard.range('i', { order: 'desc', limit: 2 }),
    log: await shard.log('h'),
    names: await Promise.all(['rat', 'owl'].map((text) => shard.holderOf('title', text))),
  });
}

describe('any sequence of commits', () => {
  let server: RedisServer;
  let client: RedisClient;
  let runs = 0;

  beforeAll(async () => {
    server = await startRedisServer();
    ({ client } = await openRedis(server.url));
  });

  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('has the same results and leaves the same contents in Redis and in memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commit, { minLength: 1, maxLength: 12 }), async (commits) => {
        runs += 1;
        const redis = new RedisStore(`model-${runs}`, client, { clock });
        const memory = new MemoryStore(`model-${runs}`, { clock });
        for (const change of commits) {
          expect(await outcome(redis.shard('s'), change)).toEqual(await outcome(memory.shard('s'), change));
        }
        expect(await contents(redis.shard('s'))).toEqual(await contents(memory.shard('s')));
        const take = { limit: 99, holdMs: 1000 };
        expect(plain(await redis.outbox.take(redis.shard('s').number, 'r', take))).toEqual(
          plain(await memory.outbox.take(memory.shard('s').number, 'r', take)),
        );
      }),
      { numRuns: 300 },
    );
  });
});
