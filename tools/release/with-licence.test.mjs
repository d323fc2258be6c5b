import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { withLicence } from './with-licence.mjs';

describe('withLicence', () => {
  let root = '';
  const packages = [{ name: 'one', version: '0.1.0', dir: 'one', manifest: {} }];

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'licence-'));
    await mkdir(join(root, 'one'));
  });
  after(() => rm(root, { recursive: true }));

  it('refuses to pack without a licence', async () => {
    await assert.rejects(
      withLicence(root, packages, async () => undefined),
      /no LICENSE/,
    );
  });

  it('puts it beside the manifest while packing, also when that fails', async () => {
    await writeFile(join(root, 'LICENSE'), 'All rights reserved.');
    const copy = join(root, 'one', 'LICENSE');
    const work = async () => {
      assert.equal(await readFile(copy, 'utf8'), 'All rights reserved.');
      throw new Error('no registry');
    };
    await assert.rejects(withLicence(root, packages, work), /no registry/);
    assert.equal(existsSync(copy), false);
  });
});
