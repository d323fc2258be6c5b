import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { rememberImage, storeGeneration } from './store-generation.mjs';

describe('storeGeneration', () => {
  /** @type {{ dataDir: string, builder: string, store: string }} */
  let where;
  beforeEach(() => {
    where = {
      dataDir: mkdtempSync(join(tmpdir(), 'store-generation-')),
      builder: 'podman',
      store: '/var/lib/containers',
    };
  });
  afterEach(() => rmSync(where.dataDir, { recursive: true }));

  it('stays while every image is there', async () => {
    const first = await storeGeneration([], where);
    await rememberImage('auth', 'sha256:a', where);
    await rememberImage('router', 'sha256:b', where);
    assert.equal(await storeGeneration(['sha256:b', 'sha256:c', 'sha256:a'], where), first);
  });

  it('changes once when an image is gone', async () => {
    const first = await storeGeneration([], where);
    await rememberImage('auth', 'sha256:a', where);
    const second = await storeGeneration([], where);
    assert.notEqual(second, first);
    assert.equal(await storeGeneration([], where), second);
  });

  it('is another one in another store and in another checkout', async () => {
    const first = await storeGeneration([], where);
    assert.notEqual(await storeGeneration([], { ...where, store: '/elsewhere' }), first);
    assert.notEqual(await storeGeneration([], { ...where, builder: 'buildah' }), first);
  });
});
