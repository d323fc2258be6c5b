import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costOf } from './read-costs.mjs';

describe('cost of an environment', () => {
  it('is the output of the first plan that has one', () => {
    const plan = (/** @type {unknown} */ after) =>
      JSON.stringify({ type: 'test_plan', test_plan: { output_changes: { cost: { after } } } });
    const cost = { table: '| a |', total: 7, basis: 'b', prices: { key_month: 1 }, lines: {} };
    const output = ['{"type":"version"}', plan(undefined), plan(cost)].join('\n');
    assert.deepEqual(costOf(output), { table: '| a |', total: 7, basis: 'b', prices: { key_month: 1 } });
  });

  it('is not there when no plan was made', () => {
    assert.equal(costOf('{"type":"test_run"}'), undefined);
  });
});
