import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ImageUsageError, parseImageOptions } from './image-options.mjs';

const known = ['auth', 'gateway'];
const parse = (/** @type {string[]} */ ...argv) => parseImageOptions(argv, { known, arch: 'x64' });

describe('parseImageOptions', () => {
  it('builds for this machine and keeps it when nothing else is said', () => {
    assert.deepEqual(parse('auth'), { apps: ['auth'], pushTo: undefined, archs: ['amd64'], tags: ['version', 'sha'] });
  });

  it('takes all apps, a registry, platforms and tags', () => {
    const options = parse(
      '--all',
      '--push',
      'registry.example/game/',
      '--platforms',
      'linux/amd64,linux/arm64',
      '--tags',
      'sha',
    );
    assert.deepEqual(options, {
      apps: known,
      pushTo: 'registry.example/game',
      archs: ['amd64', 'arm64'],
      tags: ['sha'],
    });
  });

  it('lets the last --push win: Nx appends what it is given to what the target says', () => {
    assert.equal(
      /** @type {any} */ (parse('auth', '--push', '', '--push=registry.example')).pushTo,
      'registry.example',
    );
  });

  for (const [argv, why] of /** @type {const} */ ([
    [[], /name an app/],
    [['nobody'], /no such app: nobody/],
    [['auth', '--push', ''], /IMAGE_REGISTRY/],
    [['auth', '--platforms', 'linux/s390x', '--push', 'r'], /s390x/],
    [['auth', '--platforms', 'linux/amd64,linux/arm64'], /needs --push/],
    [['auth', '--tags', 'latest', '--push', 'r'], /version, sha or both/],
    [['auth', '--pull'], /--pull/],
  ])) {
    it(`refuses ${JSON.stringify(argv)}`, () => {
      assert.throws(
        () => parse(...argv),
        (error) => error instanceof ImageUsageError && why.test(error.message),
      );
    });
  }
});
