import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { stackLock } from './stack-lock.mjs';

describe('stackLock', () => {
  let dir = '';
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'stack-lock-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('tells a second start who runs and where', () => {
    const first = stackLock(dir);
    assert.equal(first.acquire(), undefined);
    first.publish({ url: 'http://127.0.0.1:8000' });
    assert.deepEqual(stackLock(dir).acquire(), { pid: process.pid, url: 'http://127.0.0.1:8000' });
    first.release();
    assert.equal(stackLock(dir).acquire(), undefined);
  });

  it('takes over from one that was killed', () => {
    const { pid } = spawnSync('true');
    writeFileSync(join(dir, 'stack.json'), JSON.stringify({ pid }));
    assert.equal(stackLock(dir).acquire(), undefined);
  });

  it('leaves the lock of another alone on release', () => {
    writeFileSync(join(dir, 'stack.json'), JSON.stringify({ pid: process.ppid }));
    stackLock(dir).release();
    assert.equal(stackLock(dir).acquire()?.pid, process.ppid);
  });
});
