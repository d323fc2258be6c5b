import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { dropJestResults, packagesWithSpecs, readJestResults } from './jest-results.mjs';

describe('jest results', () => {
  let root = '';
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'jest-results-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (/** @type {string} */ path, /** @type {unknown} */ content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const report = (/** @type {object} */ numbers = {}) => ({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: [],
    ...numbers,
  });
  const packages = () => packagesWithSpecs(root, ['libs']);

  beforeEach(() => {
    for (const name of ['a', 'b', 'no-specs']) write(`libs/${name}/package.json`, {});
    write('libs/a/src/deep/one.spec.ts', '');
    write('libs/b/test/two.spec.ts', '');
  });

  it('finds the packages that have specs', () => {
    assert.deepEqual(packages(), [join(root, 'libs/a'), join(root, 'libs/b')]);
  });

  it('adds up what the packages report', () => {
    write('libs/a/out-tsc/test-results.json', report());
    write('libs/b/out-tsc/test-results.json', report({ numPendingTests: 1, numTodoTests: 1 }));
    assert.deepEqual(readJestResults(root, packages()).tally, { passed: 6, failed: 0, skipped: 2 });
  });

  it('counts a package without a report of this run as failed', async () => {
    write('libs/a/out-tsc/test-results.json', report());
    write('libs/b/out-tsc/test-results.json', report());
    await dropJestResults(packages());
    write('libs/a/out-tsc/test-results.json', report());
    const { tally, failures } = readJestResults(root, packages());
    assert.deepEqual(tally, { passed: 3, failed: 1, skipped: 0 });
    assert.deepEqual(failures, ['libs/b: its tests did not run']);
  });

  it('names failed tests with what they said, and counts a spec file that could not be loaded', () => {
    const testResults = [
      {
        name: join(root, 'libs/a/src/one.spec.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          {
            status: 'failed',
            fullName: 'a b',
            failureMessages: ['Error: \u001b[31mlocked\u001b[39m\n    at a.ts:1\n'],
          },
        ],
      },
      {
        name: join(root, 'libs/a/src/two.spec.ts'),
        status: 'failed',
        message: '● suite\nCannot find x',
        assertionResults: [],
      },
    ];
    write('libs/a/out-tsc/test-results.json', report({ numFailedTests: 1, numRuntimeErrorTestSuites: 1, testResults }));
    write('libs/b/out-tsc/test-results.json', report());
    const { tally, failures } = readJestResults(root, packages());
    assert.equal(tally.failed, 2);
    assert.deepEqual(failures, [
      'libs/a/src/one.spec.ts: a b\n        Error: locked',
      'libs/a/src/two.spec.ts: could not be loaded: Cannot find x',
    ]);
  });
});
