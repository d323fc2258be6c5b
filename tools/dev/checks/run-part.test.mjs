import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgePart } from './run-part.mjs';

const end = { output: '', logFile: 'part.log', count: undefined };
const counting = (/** @type {number} */ passed, /** @type {number} */ failed) => () => ({
  tally: { passed, failed, skipped: 0 },
  failures: [],
});

describe('judgePart', () => {
  it('counts a part without tests as one check', () => {
    assert.deepEqual(judgePart('lint', { ...end, code: 0 }).tally, { passed: 1, failed: 0, skipped: 0 });
    assert.deepEqual(judgePart('lint', { ...end, code: 2 }).tally, { passed: 0, failed: 1, skipped: 0 });
  });

  it('takes the numbers of the tests themselves', () => {
    const { outcome, tally } = judgePart('unit', { ...end, code: 1, count: counting(7, 2) });
    assert.deepEqual(tally, { passed: 7, failed: 2, skipped: 0 });
    assert.equal(outcome, 'failed');
  });

  it('fails when all tests passed but the program did not', () => {
    assert.equal(judgePart('unit', { ...end, code: 1, count: counting(7, 0) }).tally.failed, 1);
  });

  it('is neither passed nor failed when it cannot run here', () => {
    const { outcome, tally, note } = judgePart('images', { ...end, code: 77, output: 'skipped  no podman\n' });
    assert.equal(outcome, 'skipped');
    assert.deepEqual(tally, { passed: 0, failed: 0, skipped: 1 });
    assert.equal(note, 'no podman');
  });

  it('fails when no test ran', () => {
    assert.equal(judgePart('unit', { ...end, code: 0, count: counting(0, 0) }).outcome, 'failed');
  });
});
