import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { dropBuildTraces } from './drop-build-traces.mjs';

describe('dropBuildTraces', () => {
  /** @type {string[]} */
  const dirs = [];
  after(() => dirs.forEach((dir) => rmSync(dir, { recursive: true })));

  /** An image that was built in `container`. @param {string} container */
  const built = (container) => {
    const dir = mkdtempSync(join(tmpdir(), 'drop-build-traces-'));
    dirs.push(dir);
    const config = {
      container,
      container_config: { Hostname: container },
      config: { User: '65532:65532' },
      os: 'linux',
      architecture: 'amd64',
    };
    const text = JSON.stringify(config);
    const digest = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(dir, digest), text);
    const manifest = { schemaVersion: 2, config: { size: text.length, digest: `sha256:${digest}` }, layers: [] };
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
    return dir;
  };

  it('makes two builds of the same one image', async () => {
    const [one, two] = [built('c538ce0ee75e'), built('cfac5719c6d1')];
    assert.equal(await dropBuildTraces(one, 'linux/amd64'), await dropBuildTraces(two, 'linux/amd64'));
  });

  it('keeps what the image says, under the digest of the new text', async () => {
    const dir = built('c538ce0ee75e');
    const id = await dropBuildTraces(dir, 'linux/amd64');
    const text = readFileSync(join(dir, id.replace('sha256:', '')), 'utf8');
    assert.deepEqual(JSON.parse(text), {
      config: { User: '65532:65532', Hostname: '' },
      os: 'linux',
      architecture: 'amd64',
    });
    assert.equal(createHash('sha256').update(text).digest('hex'), id.replace('sha256:', ''));
    const { config } = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
    assert.deepEqual(config, { size: text.length, digest: id });
    assert.equal(readdirSync(dir).length, 2);
  });

  it('refuses an image that was built on the base of another processor', async () => {
    await assert.rejects(
      dropBuildTraces(built('c538ce0ee75e'), 'linux/arm64'),
      /is for linux\/amd64, not for linux\/arm64/,
    );
  });
});
