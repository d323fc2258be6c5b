import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './read-config.mjs';
import { withSections } from './readme-sections.mjs';

test('a config is read with its defaults as written', () => {
  const source = `export const config = {
    tickMs: countBetween(1, 1_000)({ default: 1_000, desc: 'how often' }),
    worldSeed: str({ default: 'nine-wards', desc: 'what all chance is drawn from' }),
  };`;
  assert.deepEqual(readConfig(source), [
    { name: 'BB_TICK_MS', fallback: '1000', about: 'how often' },
    { name: 'BB_WORLD_SEED', fallback: 'nine-wards', about: 'what all chance is drawn from' },
  ]);
});

test('a config without settings has none', () => {
  assert.deepEqual(readConfig('export const config = {};'), []);
});

test('generated parts go under their headings, and replace themselves only', () => {
  const first = withSections('# x\n\n## RPCs\n\nBy hand.\n', { RPCs: 'one' });
  assert.match(first, /## RPCs\n\n<!-- generated rpcs: npm run docs -->\n\none\n\n<!-- end rpcs -->\n\nBy hand\.\n$/);
  const second = withSections(first, { RPCs: 'two $& $1' });
  assert.match(second, /two \$& \$1/);
  assert.doesNotMatch(second, /\none\n/);
  assert.match(second, /By hand\.\n$/);
});
