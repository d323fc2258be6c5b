import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseBuilder, NoBuilderError } from './choose-builder.mjs';

/**
 * @param {'buildx' | 'podman' | 'buildah'} name
 * @param {import('./builder.mjs').Probe} probe
 * @returns {import('./builder.mjs').Builder}
 */
const builder = (name, probe) => ({
  name,
  probe: async () => probe,
  build: async () => '',
  push: async () => '',
  imageIds: async () => [],
});
const engineless = builder('buildx', { works: false, why: 'docker info: is the docker daemon running?' });
const podman = builder('podman', { works: true, store: '/var/lib/containers' });
const buildah = builder('buildah', { works: true, store: '/var/lib/containers' });

describe('chooseBuilder', () => {
  it('passes over a client without an engine', async () => {
    const chosen = await chooseBuilder({}, [engineless, podman, buildah]);
    assert.deepEqual(chosen, { builder: podman, store: '/var/lib/containers' });
  });

  it('takes the one it is told to take', async () => {
    const chosen = await chooseBuilder({ OCI_BUILDER: 'buildah' }, [engineless, podman, buildah]);
    assert.equal(chosen.builder.name, 'buildah');
  });

  it('does not fall back when the one it is told to take does not work', async () => {
    const choosing = chooseBuilder({ OCI_BUILDER: 'buildx' }, [engineless, podman]);
    await assert.rejects(choosing, (error) => {
      assert.ok(error instanceof NoBuilderError);
      assert.match(error.message, /docker daemon running/);
      assert.match(error.message, /apt-get install buildah/);
      return true;
    });
  });

  it('names the builders there are when told to take another', async () => {
    await assert.rejects(chooseBuilder({ OCI_BUILDER: 'kaniko' }, [podman]), /OCI_BUILDER=kaniko: it is one of podman/);
  });
});
