import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fallenRatios, trendTable } from './bench-trend.mjs';

const NAME = 'gateway ÷ bare Hono';
const runs = (/** @type {number[]} */ ...values) =>
  values.map((value, day) => ({
    date: `2026-01-0${day + 1}T02:00:00Z`,
    commit: 'a'.repeat(40),
    ratios: { [NAME]: value },
  }));

describe('bench trend', () => {
  it('tells of a ratio that has fallen well below the usual', () => {
    const [line, ...others] = fallenRatios(runs(0.5, 0.52, 0.1, 0.51, 0.5, 0.4));
    assert.equal(line, `${NAME} is 0.40; the median of the 5 runs before is 0.50`);
    assert.deepEqual(others, []);
  });

  it('is silent about the usual noise, a gain, and too short a history', () => {
    assert.deepEqual(fallenRatios(runs(0.5, 0.52, 0.49, 0.51, 0.5, 0.47)), []);
    assert.deepEqual(fallenRatios(runs(0.5, 0.52, 0.49, 0.51, 0.5, 0.9)), []);
    assert.deepEqual(fallenRatios(runs(0.5, 0.1)), []);
  });

  it('shows the newest run first', () => {
    const [head, , first] = trendTable(runs(0.5, 0.4)).split('\n');
    assert.equal(head, `| date | commit | ${NAME} |`);
    assert.equal(first, '| 2026-01-02 | aaaaaaaa | 0.40 |');
  });
});
