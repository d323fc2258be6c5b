import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runCheck } from './run-check.mjs';

const options = { root: '/', log: () => undefined, signal: new AbortController().signal };
const check = (/** @type {import('./check.mjs').Check['run']} */ run) => ({ name: 'a', about: '', run });

describe('running a check', () => {
  it('takes an error as a failure', async () => {
    const { failures } = await runCheck(
      check(() => Promise.reject(new Error('broken'))),
      options,
    );
    assert.match(failures.join(), /broken/);
  });

  it('does not take nothing for a pass', async () => {
    const { failures } = await runCheck(
      check(async () => ({ passed: 0, failures: [] })),
      options,
    );
    assert.deepEqual(failures, ['checked nothing']);
  });

  it('removes the folder of the check', async () => {
    let folder = '';
    await runCheck(
      check(async ({ tmpDir }) => {
        folder = tmpDir;
        assert.ok(existsSync(folder));
        return { passed: 1, failures: [] };
      }),
      options,
    );
    assert.ok(!existsSync(folder));
  });

  it('fails when it was interrupted', async () => {
    const { failures } = await runCheck(
      check(async () => ({ passed: 1, failures: [] })),
      { ...options, signal: AbortSignal.abort() },
    );
    assert.deepEqual(failures, ['interrupted']);
  });
});
