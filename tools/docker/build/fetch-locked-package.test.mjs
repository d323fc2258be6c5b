import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { requireIntegrity } from './fetch-locked-package.mjs';

const bytes = Buffer.from('a package');
const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

describe('requireIntegrity', () => {
  it('takes what the lock file names', () => {
    requireIntegrity(bytes, integrity, 'argon2@1.0.0');
  });

  it('refuses anything else', () => {
    assert.throws(
      () => requireIntegrity(Buffer.from('another'), integrity, 'argon2@1.0.0'),
      /argon2@1\.0\.0 is not what/,
    );
  });
});
