import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findTerraform } from './find-terraform.mjs';
import { openTerraform } from './open-terraform.mjs';

const found = await findTerraform();

describe('terraform offline', { skip: typeof found === 'string' ? found : false }, () => {
  let root = '';
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'offline-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  /** @param {string} body of a key */
  const validate = async (body) => {
    mkdirSync(join(root, 'deploy/terraform'), { recursive: true });
    writeFileSync(join(root, 'deploy/terraform/main.tf'), `resource "aws_kms_alias" "this" {\n${body}\n}\n`);
    const terraform = await openTerraform({ root });
    assert.ok(typeof terraform !== 'string');
    try {
      const init = await terraform.run('.', ['init', '-no-color']);
      assert.equal(init.code, 0, init.stderr);
      const { code, stderr } = await terraform.run('.', ['validate', '-no-color']);
      return { code, stderr };
    } finally {
      await terraform.close();
    }
  };

  it('takes what the provider has', async () => {
    const { code, stderr } = await validate('name = "alias/a"\ntarget_key_id = "k"');
    assert.equal(code, 0, stderr);
  });

  it('finds an attribute with a wrong name, and one that is missing', async () => {
    const { code, stderr } = await validate('nane = "alias/a"');
    assert.equal(code, 1);
    assert.match(stderr, /An argument named "nane" is not expected here/);
    assert.match(stderr, /"target_key_id" is required/);
  });
});
