import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceParts } from './generated-parts.mjs';

const marked =
  'a:\n  # --- generated: one\n  old\n  # --- end of generated\nb\n  # --- generated: two\n  # --- end of generated\n';

test('replaces what stands between the marks, and nothing else', () => {
  assert.equal(
    replaceParts(marked, { one: '  x\n', two: '  y' }),
    'a:\n  # --- generated: one\n  x\n  # --- end of generated\nb\n  # --- generated: two\n  y\n  # --- end of generated\n',
  );
});

test('says which marks are missing', () => {
  assert.throws(() => replaceParts('nothing', { one: '' }), /generated one/);
});
