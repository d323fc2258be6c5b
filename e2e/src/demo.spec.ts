import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { sharedStack } from './shared-stack.js';
import { ADMIN } from './stack.js';

const DEMO = resolve(__dirname, '../../tools/demo/dist/main.mjs');

describe('the demo', () => {
  it('plays to its end', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [DEMO, '--url', sharedStack().url], {
      env: {
        ...process.env,
        BB_BOOTSTRAP_ADMIN_USER: ADMIN.username,
        BB_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
      },
    });
    expect(stdout).toContain('All steps went as they should');
  }, 60_000);

  it('fails loudly where nothing runs', async () => {
    const run = promisify(execFile)(process.execPath, [DEMO, '--url', 'http://127.0.0.1:1'], {
      env: { ...process.env, BB_BOOTSTRAP_ADMIN_USER: 'x', BB_BOOTSTRAP_ADMIN_PASSWORD: 'y' },
    });
    await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('step 1') as string });
  });
});
