import { startHealthServer } from './health-server.js';
import { checkReadiness } from './readiness.js';

describe('the health server', () => {
  const checks = new Map<string, () => Promise<void>>();
  const start = () =>
    startHealthServer(
      {
        readiness: () => checkReadiness([...checks].map(([name, check]) => ({ name, check }))),
        metricsText: () => Promise.resolve('up 1\n'),
      },
      { host: '127.0.0.1', port: 0 },
    );

  beforeEach(() => checks.clear());

  it('is live whatever its checks say, and ready only when all of them pass', async () => {
    const server = await start();
    const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`);
    checks.set('nats', () => Promise.resolve());
    checks.set('redis', () => Promise.reject(new Error('connection refused')));
    expect((await get('/livez')).status).toBe(200);
    const notReady = await get('/readyz');
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({ ready: false, checks: { nats: 'ok', redis: 'connection refused' } });
    checks.set('redis', () => Promise.resolve());
    expect((await get('/readyz?verbose')).status).toBe(200);
    await server.close();
  });

  it('says a check that does not answer fails, after a second', async () => {
    jest.useFakeTimers();
    const readiness = checkReadiness([{ name: 'redis', check: () => new Promise(() => undefined) }]);
    jest.useRealTimers();
    await expect(readiness).resolves.toEqual({ ready: false, checks: { redis: 'no answer in 1000 ms' } });
  });

  it('serves metrics and refuses what it is not for', async () => {
    const server = await start();
    const url = `http://127.0.0.1:${server.port}`;
    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('version=0.0.4');
    expect(await metrics.text()).toBe('up 1\n');
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/etc/passwd`)).status).toBe(404);
    await server.close();
  });

  it('fails to start on a port that is taken', async () => {
    const server = await start();
    const again = startHealthServer(
      { readiness: () => checkReadiness([]), metricsText: () => Promise.resolve('') },
      { host: '127.0.0.1', port: server.port },
    );
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await server.close();
  });
});
