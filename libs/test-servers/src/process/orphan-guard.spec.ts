import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startRedisServer } from '../redis/redis-server.js';
import { pollUntil } from './poll-until.js';

jest.setTimeout(60_000);

/** A process that starts a server as a child of its own and waits for ever; its compiled form needs no loader. */
const OWNER = `
  const { guardProcess } = require(process.argv[1]);
  const { spawn } = require('node:child_process');
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  const folder = require('node:fs').mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'orphan '));
  guardProcess(child.pid, folder);
  console.log(JSON.stringify({ pid: child.pid, folder }));
  setInterval(() => {}, 1000);
`;

describe('guardProcess', () => {
  it('kills the server and removes its folder when its owner is killed with SIGKILL', async () => {
    const guard = join(__dirname, 'orphan-guard.ts');
    const owner = spawn(process.execPath, ['--no-warnings', '-e', OWNER, guard], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) => owner.stdout.setEncoding('utf8').once('data', resolve));
    const { pid, folder }: { pid: number; folder: string } = JSON.parse(line);
    expect(existsSync(folder)).toBe(true);
    owner.kill('SIGKILL');
    const lacking = await pollUntil(async () => (isAlive(pid) || existsSync(folder) ? 'its end' : undefined), {
      timeoutMs: 10_000,
    });
    expect(lacking).toBeUndefined();
  });

  it('does not kill what has been stopped', async () => {
    const [first, second] = await Promise.all([startRedisServer(), startRedisServer()]);
    await first.stop();
    await expect(second.command('PING')).resolves.toBe('PONG');
    await second.stop();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
