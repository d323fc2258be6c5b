import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { sharedStack } from './shared-stack.js';
import { ADMIN } from './stack.js';

const SOAK = resolve(__dirname, '../../tools/soak/dist/main.mjs');
const env = {
  ...process.env,
  BB_BOOTSTRAP_ADMIN_USER: ADMIN.username,
  BB_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
};

describe('the soak, in short', () => {
  it('lets four players do everything at once and finds no invariant broken', async () => {
    const args = [SOAK, '--url', sharedStack().url, '--minutes', '0.3', '--players', '4'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    expect(stdout).toContain('No invariant was broken.');
    for (const flow of ['come in', 'talk', 'quest', 'trade', 'explore', 'buy']) {
      expect(stdout).toMatch(new RegExp(`${flow} +[1-9]\\d* done`));
    }
  }, 120_000);

  it('says so where nothing runs', async () => {
    const run = promisify(execFile)(process.execPath, [SOAK, '--stack', '/nowhere/stack.json'], { env });
    await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('npm start') as string });
  });
});
