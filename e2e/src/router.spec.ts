import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();

describe('router, through the gateway', () => {
  const name = `ferry-${Date.now()}`;
  const register = (token: string, instanceId: string, version: string, leaseMs = 60_000) =>
    api.post(
      `/v1/services/${name}/instances`,
      { instance: { service: name, instanceId, version }, leaseMs: String(leaseMs) },
      { token },
    );
  const resolve = (token: string, playerId: string) =>
    api.post(`/v1/services/${name}:resolve`, { method: 'CrossRiver', playerId }, { token });

  it('splits a thousand players 90 to 10, and keeps each where it is', async () => {
    const token = await api.adminToken();
    expect((await register(token, 'a', '1.0.0')).status).toBe(200);
    await register(token, 'b', '1.1.0');
    const splits = [
      { versionRange: '~1.0', weight: 90 },
      { versionRange: '~1.1', weight: 10 },
    ];
    const route = { rules: [{ splits }], stickyBy: 'STICKY_BY_PLAYER' };
    expect((await api.put(`/v1/routes/${name}`, { route }, { token })).status).toBe(200);
    const chosen: string[] = [];
    for (let start = 0; start < 1000; start += 50) {
      const asked = Array.from({ length: 50 }, (_, n) => resolve(token, `p${start + n}`));
      chosen.push(...(await Promise.all(asked)).map(({ body }) => body.instanceId as string));
    }
    const canaries = chosen.filter((id) => id === 'b').length;
    expect(canaries).toBeGreaterThan(60);
    expect(canaries).toBeLessThan(140);
    for (let n = 0; n < 20; n += 1) expect((await resolve(token, `p${n}`)).body.instanceId).toBe(chosen[n]);
    await api.send('DELETE', `/v1/routes/${name}`, undefined, { token });
  });

  it('does not choose an instance that failed five times, nor one that drains', async () => {
    const token = await api.adminToken();
    const path = `/v1/services/${name}/instances/a`;
    for (let n = 0; n < 5; n += 1) await api.post(`${path}:report`, { ok: false, latencyMs: 3 }, { token });
    for (let n = 0; n < 20; n += 1) expect((await resolve(token, `p${n}`)).body.instanceId).toBe('b');
    await api.send('DELETE', `/v1/services/${name}/instances/b?drain=true`, undefined, { token });
    const none = await resolve(token, 'p1');
    expect([none.status, none.body.reason]).toEqual([503, 'NO_INSTANCE']);
  });

  it('forgets who does not renew', async () => {
    const token = await api.adminToken();
    const list = async () => (await api.get(`/v1/service-instances?service=${name}`, { token })).body.instances ?? [];
    await register(token, 'short', '1.0.0', 1000);
    expect((await list()).map((each: { instance: { instanceId: string } }) => each.instance.instanceId)).toContain(
      'short',
    );
    await eventually(async () => {
      const ids = (await list()).map((each: { instance: { instanceId: string } }) => each.instance.instanceId);
      expect(ids).not.toContain('short');
    }, 5000);
  });

  it('sees every service that runs, and how it is', async () => {
    const token = await api.adminToken();
    await eventually(async () => {
      const { body } = await api.get('/v1/service-health', { token });
      const up = body.services.filter((each: { up?: number }) => (each.up ?? 0) > 0);
      expect(up.map((each: { service: string }) => each.service)).toEqual(expect.arrayContaining(['auth', 'router']));
    }, 15_000);
  }, 20_000);

  it('closes a service at the gateway while it is in maintenance', async () => {
    const token = await api.adminToken();
    const closed = { route: { maintenance: { on: true, message: 'The clock is being wound.' } } };
    const getTime = () => api.get('/v1/worlds/main/time', { token });
    await api.put('/v1/routes/time-manager', closed, { token });
    await eventually(async () => {
      const answer = await getTime();
      expect([answer.status, answer.body.reason]).toEqual([503, 'MAINTENANCE']);
    }, 5000);
    await api.send('DELETE', '/v1/routes/time-manager', undefined, { token });
    await eventually(async () => expect((await getTime()).status).toBe(200), 5000);
  });
});
