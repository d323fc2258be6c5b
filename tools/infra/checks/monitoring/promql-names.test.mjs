import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupedLabels, usedMetrics } from './promql-names.mjs';

test('finds metrics with the labels they are matched on', () => {
  const expr = 'sum by (service) (rate(a_total{service="x", code=~"5.."}[5m])) / b:rate5m > 0.05';
  assert.deepEqual(usedMetrics(expr), [
    { name: 'a_total', labels: ['service', 'code'] },
    { name: 'b:rate5m', labels: [] },
  ]);
});

test('takes no word of the language, of a string or of a duration for a metric', () => {
  const expr = 'max_over_time(up{job!="by"}[1h]) unless on (instance) (up offset 10m) and 1e3 * vector(0)';
  assert.deepEqual(
    usedMetrics(expr).map(({ name }) => name),
    ['up', 'up'],
  );
});

test('finds the labels that are grouped and joined by', () => {
  assert.deepEqual(groupedLabels('sum by (a, b) (x) / on (c) group_left () y'), ['a', 'b', 'c']);
});
