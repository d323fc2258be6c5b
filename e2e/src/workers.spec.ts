import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startRedisServer, type RedisServer } from '@bodybroker/test-servers';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';
import {
  askOverNewConnection,
  childrenOf,
  startWorkerGateway,
  untilGone,
  type WorkerGateway,
} from './workers/worker-gateway.js';

const { nats } = sharedStack();
const PATH = '/v1/auth/jwks';

/** Requests to the path that each worker has counted, by worker. */
async function requestsByWorker({ healthUrl }: WorkerGateway): Promise<Readonly<Record<string, number>>> {
  const { body } = await askOverNewConnection(`${healthUrl}/metrics`);
  const counted = [...body.matchAll(/^http_server_request_duration_seconds_count\{(.*)\} (\d+)$/gm)]
    .filter(([, labels = '']) => labels.includes(`http_route="${PATH}"`))
    .map(([, labels = '', count]) => [/worker="(\w+)"/.exec(labels)?.[1] ?? 'none', Number(count)] as const);
  return Object.fromEntries(counted);
}

describe('a gateway of several processes', () => {
  let redis: RedisServer;
  const started: WorkerGateway[] = [];

  beforeAll(async () => {
    redis = await startRedisServer();
  });
  afterEach(() => {
    for (const { child } of started.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => redis.stop());

  const start = async (env: Readonly<Record<string, string>>): Promise<WorkerGateway> => {
    const gateway = await startWorkerGateway({ nats, redisUrl: redis.url, env });
    started.push(gateway);
    return gateway;
  };
  const untilWorkers = ({ healthUrl }: WorkerGateway, ready: string): Promise<void> =>
    eventually(async () => {
      const { body } = await askOverNewConnection(`${healthUrl}/readyz`);
      expect(JSON.parse(body)).toMatchObject({ checks: { workers: ready } });
    }, 15_000);

  it('shares requests between them, and its numbers come from all', async () => {
    const gateway = await start({ BB_WORKERS: '2' });
    await untilWorkers(gateway, '2 of 2 ready');
    expect(await childrenOf(gateway.child)).toHaveLength(2);
    for (let i = 0; i < 10; i += 1)
      expect(await askOverNewConnection(gateway.url + PATH)).toMatchObject({ status: 200 });
    expect(await requestsByWorker(gateway)).toEqual({ 1: 5, 2: 5 });

    const { body } = await askOverNewConnection(`${gateway.healthUrl}/metrics`);
    const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const names = series.map((line) => line.slice(0, line.lastIndexOf(' ')));
    expect(new Set(names).size).toBe(names.length);
    expect(series.filter((line) => !line.includes('{worker="'))).toEqual([]);
    const heads = body.split('\n').filter((line) => line.startsWith('# TYPE'));
    expect(new Set(heads).size).toBe(heads.length);
    expect(body).toContain('service_ready{worker="primary",service="gateway"} 1');
    expect(body).toContain('service_ready{worker="2",service="gateway"} 1');
  }, 30_000);

  it('is ready as long as one of them is, and replaces one that was killed', async () => {
    const gateway = await start({ BB_WORKERS: '2' });
    await untilWorkers(gateway, '2 of 2 ready');
    const before = await childrenOf(gateway.child);
    const [killed = 0, kept = 0] = before;
    process.kill(killed, 'SIGKILL');
    await eventually(async () => expect(await childrenOf(gateway.child)).not.toContain(killed), 5000);
    const statuses = new Set<number>();
    let isReplaced = false;
    while (!isReplaced) {
      const readiness = await askOverNewConnection(`${gateway.healthUrl}/readyz`);
      statuses.add(readiness.status).add((await askOverNewConnection(gateway.url + PATH)).status);
      isReplaced = readiness.body.includes('2 of 2 ready');
    }
    expect([...statuses]).toEqual([200]);
    const after = await childrenOf(gateway.child);
    expect(after).toContain(kept);
    expect(after).not.toContain(killed);
    const old = await requestsByWorker(gateway);
    for (let i = 0; i < 4; i += 1)
      expect(await askOverNewConnection(gateway.url + PATH)).toMatchObject({ status: 200 });
    const sum = (counts: Readonly<Record<string, number>>): number =>
      Object.values(counts).reduce((total, count) => total + count, 0);
    const counted = await requestsByWorker(gateway);
    expect(sum(counted) - sum(old)).toBe(4);
    expect(Object.keys(counted)).toEqual(['1', '2']);
  }, 40_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 and leaves nobody behind after %s',
    async (signal) => {
      const gateway = await start({ BB_WORKERS: '2' });
      await untilWorkers(gateway, '2 of 2 ready');
      const workers = await childrenOf(gateway.child);
      // As from a terminal: every process of the group hears of Ctrl-C.
      if (signal === 'SIGINT') for (const pid of workers) process.kill(pid, signal);
      gateway.child.kill(signal);
      expect(await gateway.ended).toBe(0);
      await untilGone(workers);
    },
    30_000,
  );

  it('is not ready when it stops, and ends at once at a second signal', async () => {
    const gateway = await start({ BB_WORKERS: '2', BB_LAME_DUCK_MS: '20000', BB_DRAIN_MS: '20000' });
    await untilWorkers(gateway, '2 of 2 ready');
    const workers = await childrenOf(gateway.child);
    gateway.child.kill('SIGTERM');
    await eventually(async () => {
      expect(await askOverNewConnection(`${gateway.healthUrl}/readyz`)).toMatchObject({ status: 503 });
    }, 5000);
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(1);
    await untilGone(workers);
  }, 30_000);

  it('leaves nobody behind when its primary is killed', async () => {
    const gateway = await start({ BB_WORKERS: '2' });
    await untilWorkers(gateway, '2 of 2 ready');
    const workers = await childrenOf(gateway.child);
    gateway.child.kill('SIGKILL');
    await untilGone(workers);
  }, 30_000);

  it('takes no connection before a worker can answer, and ends with 0 then, too', async () => {
    const [nobodyThere = 0] = await freePorts(1);
    const gateway = await start({ BB_WORKERS: '2', BB_NATS_URL: `nats://127.0.0.1:${nobodyThere}` });
    const waiting = { ready: false, checks: { nats: 'connecting' } };
    await eventually(async () => {
      const { status, body } = await askOverNewConnection(`${gateway.healthUrl}/readyz`);
      expect(status).toBe(503);
      expect(JSON.parse(body)).toMatchObject({ detail: { workers: { 1: waiting, 2: waiting } } });
    }, 15_000);
    await expect(askOverNewConnection(gateway.url + PATH)).rejects.toThrow('ECONNREFUSED');
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
  }, 30_000);

  it('does not start with a number of workers that is none', async () => {
    const gateway = await start({ BB_WORKERS: 'x' });
    expect(await gateway.ended).toBe(78);
    expect(gateway.errors()).toContain('BB_WORKERS: must be a whole number from 0 to 64, or auto');
  });

  it('tells of a bad setting once, whatever the number of workers', async () => {
    const gateway = await start({ BB_WORKERS: '2', BB_HTTP_PORT: 'eighty' });
    expect(await gateway.ended).toBe(78);
    expect(gateway.errors().match(/BB_HTTP_PORT/g)).toHaveLength(1);
  });

  it('ends when the settings are bad by the time a worker is replaced', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'e2e-workers-'));
    const file = join(folder, 'origins');
    await writeFile(file, 'https://game.example');
    const gateway = await start({ BB_WORKERS: '2', BB_CORS_ORIGINS_FILE: file });
    await untilWorkers(gateway, '2 of 2 ready');
    await rm(folder, { recursive: true });
    const workers = await childrenOf(gateway.child);
    process.kill(workers[0] ?? 0, 'SIGKILL');
    expect(await gateway.ended).toBe(78);
    await untilGone(workers);
  }, 30_000);
});
