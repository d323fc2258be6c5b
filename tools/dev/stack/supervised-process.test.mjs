import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SupervisedProcess } from './supervised-process.mjs';

/** A service in small: ready at once, ends with the code its path names, drains on SIGTERM. */
const SERVICE = `
  const { createServer } = require('node:http');
  createServer((request, response) => {
    const code = /^\\/exit\\/(\\d+)/.exec(request.url)?.[1];
    response.end('ok');
    if (code) process.exit(Number(code));
  }).listen(Number(process.env.BB_HEALTH_PORT), '127.0.0.1');
  process.on('SIGTERM', () => { console.log('drained'); process.exit(0); });
`;

describe('SupervisedProcess', () => {
  let dir = '';
  let port = 0;
  /** @type {string[]} */
  let lines = [];
  /** @type {SupervisedProcess} */
  let supervised;
  /** @type {Set<number>} */
  const guarded = new Set();
  const guard = {
    guardProcess: (/** @type {number} */ pid) => void guarded.add(pid),
    releaseProcess: (/** @type {number} */ pid) => void guarded.delete(pid),
  };

  const until = async (/** @type {() => boolean} */ holds) => {
    for (let waitedMs = 0; !holds(); waitedMs += 20) {
      assert.ok(waitedMs < 15_000, `not in time; state ${supervised.state}, said ${lines.join(' / ')}`);
      await delay(20);
    }
  };

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'supervised-'));
    lines = [];
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const main = join(dir, 'main.cjs');
    writeFileSync(main, SERVICE);
    const plan = {
      name: 'auth-1',
      app: 'auth',
      file: process.execPath,
      args: [main],
      cwd: dir,
      env: { BB_HEALTH_PORT: String(port) },
      logFile: join(dir, 'auth-1.log'),
      readyUrl: `http://127.0.0.1:${port}/readyz`,
      inspectPort: undefined,
    };
    supervised = new SupervisedProcess(plan, { log: (line) => void lines.push(line), guard });
    supervised.start();
    await until(() => supervised.state === 'ready');
  });
  afterEach(async () => {
    await supervised.stop();
    rmSync(dir, { recursive: true });
  });

  it('lets the process drain when it is stopped, and does not start it again', async () => {
    await supervised.stop();
    assert.equal(supervised.state, 'stopped');
    assert.match(readFileSync(join(dir, 'auth-1.log'), 'utf8'), /drained/);
    assert.deepEqual(lines, []);
    assert.equal(guarded.size, 0);
  });

  it('starts a crashed process again and says where its log is', async () => {
    const { pid } = supervised;
    await fetch(`http://127.0.0.1:${port}/exit/3`).catch(() => undefined);
    await until(() => supervised.restarts === 1 && supervised.state === 'ready');
    assert.notEqual(supervised.pid, pid);
    assert.match(lines[0] ?? '', /auth-1 ended with code 3.*auth-1\.log/);
  });

  it('does not start one again whose configuration is wrong', async () => {
    await fetch(`http://127.0.0.1:${port}/exit/78`).catch(() => undefined);
    await until(() => supervised.state === 'failed');
    assert.equal(supervised.restarts, 0);
    assert.match(lines[0] ?? '', /configuration/);
  });
});
