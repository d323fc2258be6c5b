import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pushedImages } from './pushed-images.mjs';

const DIGEST = `sha256:${'a'.repeat(64)}`;
/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pushed-images-'));
  mkdirSync(join(root, 'apps/auth/src'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** @param {string} app @param {Record<string, unknown>} record */
function pushed(app, record) {
  mkdirSync(join(root, 'apps', app, 'out-docker/pushed'), { recursive: true });
  writeFileSync(join(root, 'apps', app, 'out-docker/pushed/image.json'), JSON.stringify({ app, ...record }));
}

describe('pushedImages', () => {
  it('names each image by registry and digest, without its tag', () => {
    pushed('auth', { tags: ['localhost:5000/game/auth:0.1.0', 'localhost:5000/game/auth:abc'], digest: DIGEST });
    assert.deepEqual(pushedImages(root), [
      { app: 'auth', folder: 'apps/auth', image: 'localhost:5000/game/auth', digest: DIGEST },
    ]);
  });

  it('is empty when nothing was pushed', () => assert.deepEqual(pushedImages(root), []));

  it('refuses a record without a digest', () => {
    pushed('auth', { tags: ['registry/auth:1'] });
    assert.throws(() => pushedImages(root), /names no digest/);
  });
});
