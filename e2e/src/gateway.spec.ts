import { execFile } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { sharedStack } from './shared-stack.js';

const { api, url, pids } = sharedStack();

describe('the gateway', () => {
  it('describes itself in OpenAPI 3.1 that a public validator takes', async () => {
    const { status, body } = await api.get('/openapi.json');
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.1\./);
    await promisify(execFile)(process.execPath, [resolve(__dirname, '../validate-openapi.mjs'), `${url}/openapi.json`]);
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/v1/auth:login', '/v1/worlds/{world_id}/time']));
  });

  it('shows an API page from its own assets', async () => {
    const page = await fetch(`${url}/docs`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
  });

  it('is live, ready and measured', async () => {
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/rpc_client_call_duration/);
  });

  it('echoes a request id and makes one up', async () => {
    const mine = await api.get('/v1/calendar', { headers: { 'x-request-id': 'my-id-1' } });
    expect(mine.headers.get('x-request-id')).toBe('my-id-1');
    expect((await api.get('/v1/calendar')).headers.get('x-request-id')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('drops identity headers a client sends', async () => {
    const forged = await api.get('/v1/worlds/main/time', { headers: { 'bb-actor': 'admin:mallory' } });
    expect(forged.status).toBe(401);
  });

  describe('answers bad input with a typed problem', () => {
    const register = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
      fetch(`${url}/v1/auth:register`, { method: 'POST', body, headers });

    it.each([
      ['malformed JSON', '{"username":', 400],
      ['a wrong type', '{"username":7,"password":"x"}', 400],
      ['an unknown field', '{"username":"abc","password":"long-enough-1","admin":true}', 400],
      ['a depth bomb', '{"username":'.repeat(200) + '1' + '}'.repeat(200), 400],
      ['an array', '[1,2,3]', 400],
      ['a NUL byte in a name', '{"username":"a\\u0000b","password":"long-enough-1"}', 400],
      ['a prototype key', '{"__proto__":{"x":1},"username":"abc","password":"long-enough-1"}', 400],
    ])('%s', async (_case, body, status) => {
      const answer = await register(body);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const problem = (await answer.json()) as Record<string, unknown>;
      expect(problem).toMatchObject({ status, code: 'INVALID_ARGUMENT' });
      expect(String(problem['detail'])).not.toMatch(/\bat .*\.(ts|js|mjs):/);
    });

    it('a body over half a mebibyte', async () => {
      const answer = await register(JSON.stringify({ username: 'x'.repeat(600_000), password: 'y' }));
      expect(answer.status).toBe(413);
    });

    it('a content type it does not read', async () => {
      expect((await register('<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
    });

    it('a path, a method and a token that are not', async () => {
      expect((await api.get('/v1/nowhere')).status).toBe(404);
      expect((await api.send('DELETE', '/v1/auth:register', undefined)).status).toBe(405);
      const garbled = await api.get('/v1/worlds/main/time', { token: 'not.a.token' });
      expect(garbled.status).toBe(401);
      const none = await api.get('/v1/worlds/main/time', {
        token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsInJvbGVzIjpbImFkbWluIl19.',
      });
      expect(none.status).toBe(401);
    });

    it('a page token made for another list', async () => {
      const token = await api.adminToken();
      const answer = await api.get('/v1/event-types?page_token=bm9wZQ', { token });
      expect(answer.status).toBe(400);
      expect(answer.body.reason).toBe('BAD_PAGE_TOKEN');
    });

    it('a path that is badly percent-encoded', async () => {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const request = httpRequest(`${url}/v1/worlds/%E0%A4%A/time`, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject);
        request.end();
      });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    });
  });

  it('is alive, with flat memory, after a thousand bad requests', async () => {
    const bad = () =>
      fetch(`${url}/v1/auth:login`, {
        method: 'POST',
        body: '{'.repeat(10_000),
        headers: { 'content-type': 'application/json' },
      });
    for (let i = 0; i < 10; i += 1)
      await Promise.all(Array.from({ length: 20 }, async () => (await bad()).arrayBuffer()));
    const before = await residentMiB(pids['gateway'] ?? 0);
    for (let i = 0; i < 50; i += 1)
      await Promise.all(Array.from({ length: 20 }, async () => (await bad()).arrayBuffer()));
    expect((await residentMiB(pids['gateway'] ?? 0)) - before).toBeLessThan(64);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

async function residentMiB(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
