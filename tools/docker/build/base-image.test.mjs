import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baseImage, DOCKERFILE, requirePinned, UnpinnedBaseError } from './base-image.mjs';

describe('the base image', () => {
  it('of the Dockerfile is a distroless Node 24 for nobody in particular, pinned', () => {
    const base = baseImage(DOCKERFILE, {});
    assert.match(base, /^gcr\.io\/distroless\/nodejs24-debian\d+:nonroot@sha256:/);
    requirePinned(base);
  });

  it('is the one the environment names', () => {
    assert.equal(baseImage(DOCKERFILE, { BASE_IMAGE: 'registry.example/base:1' }), 'registry.example/base:1');
  });

  it('is refused by its tag alone', () => {
    for (const base of ['node:24', 'registry.example/base', 'node@sha256:abc']) {
      assert.throws(() => requirePinned(base), UnpinnedBaseError);
    }
  });
});
