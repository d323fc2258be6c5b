import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseRegistry, findUnpublished } from './publish-packages.mjs';

const pack = (/** @type {string} */ name) => ({ name, version: '0.1.0', dir: name, manifest: {} });

describe('chooseRegistry', () => {
  it('takes the registry that is asked for, then the configured one', async () => {
    const configured = async () => 'https://npm.example.com/\n';
    assert.equal(await chooseRegistry('https://other.example.com', configured), 'https://other.example.com');
    assert.equal(await chooseRegistry(undefined, configured), 'https://npm.example.com/');
  });

  it('never falls back to the public registry', async () => {
    await assert.rejects(
      chooseRegistry(undefined, async () => 'undefined\n'),
      /no registry for @bodybroker/,
    );
  });
});

describe('findUnpublished', () => {
  it('finds the packages that the registry says it does not have', async () => {
    const run = async (/** @type {string} */ _program, /** @type {readonly string[]} */ [, wanted]) => {
      if (wanted === 'a@0.1.0') return '0.1.0\n';
      throw new Error('npm error code E404');
    };
    assert.deepEqual(await findUnpublished([pack('a'), pack('b')], 'https://npm.example.com', run), [pack('b')]);
  });

  it('fails when the registry does not say', async () => {
    const run = async () => {
      throw new Error('npm error code ECONNREFUSED');
    };
    await assert.rejects(findUnpublished([pack('a')], 'https://npm.example.com', run), /ECONNREFUSED/);
  });
});
