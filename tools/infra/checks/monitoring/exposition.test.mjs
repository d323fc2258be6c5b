import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExposition } from './exposition.mjs';

test('reads names, types and labels; a histogram is one metric', () => {
  const text = `# HELP h d
# TYPE h histogram
h_bucket{le="1",route="/a{b}"} 1
h_count{route="/a",status="200"} 1
# TYPE g gauge
g 3`;
  assert.deepEqual(readExposition(text), {
    h: { type: 'histogram', labels: ['route', 'status'] },
    g: { type: 'gauge', labels: [] },
  });
});
