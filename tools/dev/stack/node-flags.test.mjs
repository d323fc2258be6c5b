import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { workspaceRoot } from '../workspace-root.mjs';
import { NODE_FLAGS } from './node-flags.mjs';

test('processes run with the same flags here and in their images', () => {
  const dockerfile = readFileSync(join(workspaceRoot, 'tools/docker/image/Dockerfile'), 'utf8');
  const [, options = ''] = /NODE_OPTIONS="([^"]*)"/.exec(dockerfile) ?? [];
  assert.deepEqual(options.split(' '), NODE_FLAGS);
});
