import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectNats, createTopologyAdmin } from '@bodybroker/nats-sdk';
import type { ChildProcess } from 'node:child_process';
import type { StatusReport } from '../src/status/collect-status.js';
import { Backend } from './backend.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

describe('ops status', () => {
  const backend = new Backend();
  let eventBus: ChildProcess;
  const status = (...flags: string[]) => runCommand(['status', ...flags], { environment: { ...backend.environment } });

  beforeAll(async () => {
    await backend.startServers();
    await backend.applyStreams();
    eventBus = await backend.startService('event-bus');
  });
  afterAll(() => backend.stop());

  it('shows services, streams, NATS and Redis, and ends with 0 while nothing is down', async () => {
    const { code, out } = await status('--nats-monitor', backend.nats.monitorUrl);
    expect(out).toMatch(/^event-bus +1 /m);
    expect(out).toMatch(/^GAME_EVENTS /m);
    expect(out).toMatch(/^nats-\w+ +\d+\.\d+\.\d+ +ok /m);
    expect(out).toMatch(/^shard 1 \(port \d+\) +\d+\.\d+\.\d+ +master/m);
    expect(out).toContain('Nothing is wrong.');
    expect(code).toBe(0);
  });

  it('names a service that was there and does not answer any more', async () => {
    await backend.stopService(eventBus);
    const { code, json } = await status('--json');
    expect(json<StatusReport>().problems).toEqual([{ level: 'down', about: 'event-bus: no instance answers' }]);
    expect(code).toBe(1);
    eventBus = await backend.startService('event-bus');
    expect((await status()).code).toBe(0);
  });

  it('shows what it can where a part is down', async () => {
    const { code, json } = await runCommand(['status', '--json', '--gateway', 'http://127.0.0.1:9'], {
      environment: { ...backend.environment, BB_REDIS_URL: 'redis://127.0.0.1:9' },
    });
    const report = json<StatusReport>();
    expect(report.services?.map(({ name }) => name)).toEqual(['event-bus']);
    expect(report.redis).toBeUndefined();
    expect(report.problems.map(({ level, about }) => `${level} ${about}`)).toEqual([
      expect.stringMatching(/^down Redis: /),
      expect.stringMatching(/^down gateway is not ready \(unreachable: /),
    ]);
    expect(code).toBe(1);
  });

  it('warns of dead letters and of consumers that are behind; --strict makes that a failure', async () => {
    const connection = await connectNats({ servers: [backend.nats.url], name: 'test' });
    try {
      await createTopologyAdmin(connection.events).createConsumer({
        stream: 'GAME_EVENTS',
        durable: 'slow-one',
        filterSubject: 'game.>',
        start: { from: 'all' },
        ackWaitMs: 30_000,
        maxDeliver: 5,
        maxAckPending: 10,
      });
      for (let i = 0; i < 3; i += 1) await connection.events.publish('game.test.happened._', Buffer.from('x'));
      await connection.events.publish('dlq.GAME_EVENTS.slow-one', Buffer.from('x'));
      const { code, out } = await status('--lag', '2');
      expect(out).toMatch(/^slow-one +GAME_EVENTS +3 /m);
      expect(out).toContain('warning  consumer slow-one: 3 behind');
      expect(out).toContain('warning  1 dead letters');
      expect(code).toBe(0);
      expect((await status('--lag', '2', '--strict')).code).toBe(1);
      await connection.events.deleteConsumer('GAME_EVENTS', 'slow-one');
    } finally {
      await connection.close();
    }
  });

  it('finds the stack that npm start runs by itself, and its processes', async () => {
    const root = mkdtempSync(join(tmpdir(), 'ops-stack-'));
    mkdirSync(join(root, '.data'));
    const { BB_NATS_URL: natsUrl, BB_REDIS_URL: redisUrl } = backend.environment;
    const ready = { 'event-bus-1': 'http://127.0.0.1:9/readyz' };
    const facts = { pid: process.pid, natsUrl, redisUrl, ready, natsMonitorUrls: [backend.nats.monitorUrl] };
    writeFileSync(join(root, '.data/stack.json'), JSON.stringify(facts));
    const { json } = await runCommand(['status', '--json'], { world: { root } });
    const report = json<StatusReport>();
    expect([report.services?.length, report.redis?.length, report.nodes?.length]).toEqual([1, 1, 1]);
    expect(report.processes).toMatchObject([{ name: 'event-bus-1', ready: false }]);
    // What is said counts more than what is found.
    const said = await runCommand(['status', '--json', '--nats-url', natsUrl ?? ''], { world: { root } });
    expect(said.json<StatusReport>().processes).toEqual([]);
    rmSync(root, { recursive: true, force: true });
  });

  it('ends with 78 for a bad setting, naming it', async () => {
    const { code, error } = await runCommand(['dlq', 'list'], { environment: { BB_NATS_NKEY_SEED: 'SUBAD' } });
    expect([code, error]).toEqual([78, expect.stringContaining('BB_NATS_NKEY_SEED')]);
    expect(error).not.toContain('SUBAD');
  });
});
