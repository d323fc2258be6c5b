import { Api } from './api.js';
import { eventually } from './eventually.js';
import { startStack, type Running, type Stack } from './stack.js';

/** Keeps asking for the time until stopped; counts answers that were not 200. */
function load(api: Api, token: string, parallel: number) {
  let stop = false;
  let ok = 0;
  const failures: string[] = [];
  const loop = async (): Promise<void> => {
    while (!stop) {
      const answer = await api.get('/v1/worlds/main/time', { token }).catch((error: unknown) => String(error));
      if (typeof answer !== 'string' && answer.status === 200) ok += 1;
      else failures.push(typeof answer === 'string' ? answer : `${answer.status} ${JSON.stringify(answer.body)}`);
    }
  };
  const loops = Array.from({ length: parallel }, loop);
  return {
    finish: async () => {
      stop = true;
      await Promise.all(loops);
      return { ok, failures };
    },
  };
}

const exited = ({ child }: Running): boolean => child.exitCode !== null || child.signalCode !== null;
const status = async (url: string): Promise<number> =>
  (await fetch(`${url}/readyz`).catch(() => ({ status: 0 }))).status;

describe('while things break', () => {
  let stack: Stack;
  let api: Api;
  let token: string;

  beforeAll(async () => {
    stack = await startStack({ services: ['auth', 'time-manager'], replicas: 2 });
    api = new Api(stack.url);
    token = (await api.player()).token;
  }, 60_000);
  afterAll(() => stack.stop());

  it('loses no request when each of two replicas is stopped in turn', async () => {
    const running = load(api, token, 8);
    const replicas = stack.running.filter(({ name }) => name === 'time-manager');
    for (const replica of replicas) {
      await new Promise((wake) => setTimeout(wake, 500));
      const another = stack.add('time-manager', { BB_INSTANCE: `time-manager-next-${replica.child.pid ?? 0}` });
      await another;
      expect(await replica.stop()).toBe(0);
    }
    await new Promise((wake) => setTimeout(wake, 500));
    const { ok, failures } = await running.finish();
    expect(failures).toEqual([]);
    expect(ok).toBeGreaterThan(100);
  }, 60_000);

  it.each(['redis', 'nats'] as const)(
    'survives a pause of %s, says so in readiness, and recovers by itself',
    async (server) => {
      const alive = stack.running.filter((running) => !exited(running));
      stack[server].pause();
      await eventually(async () => {
        for (const { healthUrl, name } of alive) if (name !== 'gateway') expect(await status(healthUrl)).toBe(503);
      }, 40_000);
      for (const { healthUrl } of alive) expect((await fetch(`${healthUrl}/livez`)).status).toBe(200);
      const during = await api.get('/v1/worlds/main/time', { token });
      expect(during.status).toBeGreaterThanOrEqual(500);
      stack[server].resume();
      await eventually(async () => {
        for (const { healthUrl } of alive) expect(await status(healthUrl)).toBe(200);
        expect((await api.get('/v1/worlds/main/time', { token })).status).toBe(200);
      }, 30_000);
      expect(alive.filter(exited)).toEqual([]);
    },
    90_000,
  );

  it('comes back after a restart of NATS and of Redis', async () => {
    await stack.nats.restart();
    await stack.redis.restart();
    await eventually(async () => {
      expect((await api.get('/v1/worlds/main/time', { token })).status).toBe(200);
    }, 30_000);
  }, 60_000);

  it('answers at once that nobody serves a method when all its instances are gone', async () => {
    for (const running of stack.running.filter(({ name }) => name === 'time-manager')) await running.stop();
    const start = performance.now();
    const answer = await api.get('/v1/worlds/main/time', { token });
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('UNAVAILABLE');
    expect(performance.now() - start).toBeLessThan(2000);
    expect(answer.headers.get('retry-after')).not.toBeNull();
  }, 30_000);
});
