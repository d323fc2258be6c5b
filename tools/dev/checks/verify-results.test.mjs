import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readVerifyResults } from './verify-results.mjs';

describe('readVerifyResults', () => {
  it('takes the last sum, and what failed with the lines that tell why', () => {
    const output =
      'passed  a  1.0 s\nFAILED  b  0.1 s\n        why\n        and how\npassed  c\n\n2 passed, 1 failed\n';
    const { tally, failures } = readVerifyResults(output);
    assert.deepEqual(tally, { passed: 2, failed: 1, skipped: 0 });
    assert.deepEqual(failures, ['b  0.1 s\n        why\n        and how']);
  });

  it('counts what was skipped', () => {
    assert.deepEqual(readVerifyResults('0 passed, 0 failed, 1 skipped').tally, { passed: 0, failed: 0, skipped: 1 });
  });

  it('finds nothing where no sum was printed', () => {
    assert.deepEqual(readVerifyResults('boom').tally, { passed: 0, failed: 0, skipped: 0 });
  });
});
