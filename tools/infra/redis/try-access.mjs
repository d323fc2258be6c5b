import { after, before, beforeEach, describe, it, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'expect';
import { spyOn } from 'jest-mock';
import { startRedisCluster, startRedisServer } from '@bodybroker/test-servers';
import { RedisStore, createRedis } from '../../../libs/storage/src/index.ts';
import { describeStore } from '../../../libs/storage/test/store-contract.ts';
import { differences, permittedCommands } from './permitted-commands.mjs';

// What every store does, done by the user of one service with the access Terraform gives it. The suite is written for jest; its words are
// given by node:test here, which runs in a process of its own: `ACCESS` holds the rules of the user.
const SERVICE = 'quest-system';
const PASSWORD = 'a-password-of-this-run';
const RULES = (process.env['ACCESS'] ?? '').split(' ');

const each =
  (/** @type {readonly (readonly unknown[])[]} */ rows) => (/** @type {string} */ title, /** @type {Function} */ run) =>
    rows.forEach((row) => void it(`${title} ${row.join(' ')}`, () => run(...row)));
Object.assign(globalThis, {
  describe,
  it: Object.assign(it, { each }),
  test,
  beforeEach,
  beforeAll: before,
  afterAll: after,
});
Object.assign(globalThis, { expect, jest: { spyOn } });

const READY_TIMEOUT_MS = 10_000;
const clock = { now: () => Math.trunc(performance.timeOrigin + performance.now()) };
const user = { username: SERVICE, password: PASSWORD };

/** What it may run besides reading and writing its keys, transactions and what keeps a connection. */
const BESIDES = ['cluster|info', 'cluster|nodes', 'cluster|shards', 'cluster|slots', 'eval', 'evalsha', 'info', 'time'];
const IS_DATA = /^@(read|write|connection|transaction)$/;
const IS_MORE = /^@(admin|dangerous|pubsub|scripting)$/;

/** Commands that must be refused: of another service's keys, and those that reach everything. */
const REFUSED = [
  ['GET', 'bb:auth:{00}:account:a'],
  ['SET', 'bb:auth:{00}:account:a', 'x'],
  ['EVAL', "return redis.call('GET', KEYS[1])", 1, 'bb:auth:{00}:account:a'],
  ['SET', 'anything', 'x'],
  ['KEYS', '*'],
  ['FLUSHALL'],
  ['CONFIG', 'GET', '*'],
  ['ACL', 'LIST'],
  ['SCRIPT', 'FLUSH'],
  ['SHUTDOWN'],
  ['PUBLISH', 'channel', 'x'],
];

/**
 * @param {string} name
 * @param {{ start: () => Promise<any>, nodesOf: (server: any) => readonly any[], urlsOf: (server: any) => readonly string[], mode: 'single' | 'cluster' }} place
 */
function describeAccess(name, { start, nodesOf, urlsOf, mode }) {
  describe(name, () => {
    /** @type {any} */
    let server;
    /** @type {import('../../../libs/storage/src/index.ts').RedisClient} */
    let client;

    before(async () => {
      server = await start();
      for (const node of nodesOf(server)) await node.command('ACL', 'SETUSER', SERVICE, `>${PASSWORD}`, ...RULES);
      // A client that is refused what it begins with tries for ever.
      await new Promise((resolve, reject) => {
        setTimeout(
          () => reject(new Error('the client does not get ready: it may lack a command')),
          READY_TIMEOUT_MS,
        ).unref();
        client = createRedis(urlsOf(server), {
          mode,
          ...user,
          onEvent: ({ type }) => type === 'ready' && resolve(undefined),
        });
      });
    });
    after(async () => {
      await client?.close();
      await server?.stop();
    });
    beforeEach(async () => {
      // The suite begins with an empty store each time, and there is one name only that this user may use.
      for (const node of nodesOf(server)) await node.command('FLUSHALL').catch(() => undefined);
    });

    describeStore(() => ({ store: new RedisStore(SERVICE, client, { clock }), elapse: (ms) => delay(ms) }));

    it('answers whether it is healthy', () => client.health());

    it('may run nothing besides', async () => {
      const permitted = await permittedCommands(nodesOf(server)[0], SERVICE);
      const besides = permitted.filter(
        ({ categories }) =>
          !categories.some((each) => IS_DATA.test(each)) || categories.some((each) => IS_MORE.test(each)),
      );
      const found = differences(
        besides.map(({ name }) => name),
        BESIDES,
      );
      if (found.length > 0) throw new Error(`modules/redis: local.access_template: ${found.join('; ')}`);
    });

    for (const [command = '', ...args] of REFUSED) {
      it(`is refused ${command} ${args.join(' ')}`, async () => {
        await expect(client.call(String(command), args)).rejects.toThrow(/NOPERM/);
      });
    }
  });
}

describeAccess('one server', {
  start: () => startRedisServer(),
  nodesOf: (server) => [server],
  urlsOf: (server) => [server.url],
  mode: 'single',
});
describeAccess('a cluster', {
  start: () => startRedisCluster({ replicasPerShard: 0 }),
  nodesOf: (cluster) => cluster.nodes,
  urlsOf: (cluster) => cluster.urls,
  mode: 'cluster',
});
