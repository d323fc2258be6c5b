import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { sharedStack } from './shared-stack.js';

const README = resolve(__dirname, '../../README.md');

/** The shell block of the README that is marked as run by CI. */
function readmeScript(): string {
  const match = /<!-- ci:[^\n]*-->\n+```sh\n([\s\S]*?)```/.exec(readFileSync(README, 'utf8'));
  if (match?.[1] === undefined) throw new Error('README.md has no block marked with <!-- ci: … -->');
  return match[1];
}

describe('the README', () => {
  it('has examples that work as they stand', async () => {
    const { url } = sharedStack();
    const script = readmeScript().replaceAll('localhost:8000', new URL(url).host);
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { timeout: 60_000 });
    expect(stdout).toContain('"accountId"');
    expect(stdout).toContain('"gms"');
    expect(stdout).toContain('"regionId"');
    expect(stdout).toMatch(/^data: .*"delta"/m);
    expect(stdout).toMatch(/"status":400/);
    expect(stdout).not.toMatch(/"status":(401|403|404|5\d\d)/);
  }, 60_000);
});
