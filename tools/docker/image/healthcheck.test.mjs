import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCommand } from '../../dev/run-command.mjs';

describe('healthcheck.mjs', () => {
  let ready = true;
  const server = createServer((request, response) => {
    const ok = request.url === '/livez' || ready;
    response.writeHead(ok ? 200 : 503).end(ok ? 'ok' : 'nats: disconnected');
  });
  before(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  after(() => server.close());

  const check = (/** @type {string[]} */ args = [], /** @type {Record<string, string>} */ env = {}) => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const options = { env: { BB_HEALTH_PORT: String(port), ...env } };
    return runCommand(process.execPath, [join(import.meta.dirname, 'healthcheck.mjs'), ...args], options);
  };

  it('passes while the process is ready, also when it listens on all addresses', async () => {
    ready = true;
    const { code, stdout } = await check([], { BB_HEALTH_HOST: '0.0.0.0' });
    assert.deepEqual({ code, stdout }, { code: 0, stdout: '/readyz: 200 ok\n' });
  });

  it('fails and says why while it is not', async () => {
    ready = false;
    const { code, stdout } = await check();
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '/readyz: 503 nats: disconnected\n' });
  });

  it('asks only whether it lives when told so', async () => {
    ready = false;
    assert.equal((await check(['livez'])).code, 0);
  });

  it('fails when nobody listens', async () => {
    // Port 1 is nobody's on loopback.
    const { code, stdout } = await check([], { BB_HEALTH_PORT: '1' });
    assert.equal(code, 1);
    assert.match(stdout, /ECONNREFUSED/);
  });
});
