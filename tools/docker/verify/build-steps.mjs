import assert from 'node:assert/strict';
import { join } from 'node:path';
import { buildImage } from '../build/build-image.mjs';
import { containersBuilder } from '../builders/containers-builder.mjs';
import { inParallel } from './checks.mjs';
import { HOST_ARCH, OTHER_ARCH } from './host-arch.mjs';
import { imageDifference } from './image-difference.mjs';
import { inspectImage } from './inspect-image.mjs';

/** As many as there are processors to compress on. */
const AT_ONCE = 2;

/**
 * @typedef {object} BuildSurroundings
 * @property {import('./checks.mjs').Checks} checks
 * @property {string} root
 * @property {string} dir
 * @property {import('./container-store.mjs').ContainerStore} store
 * @property {import('./loopback-registry.mjs').LoopbackRegistry} registry
 * @property {string} base pinned
 * @property {Readonly<Record<string, import('./pushed-image.mjs').PushedImage>>} bases what the base is, by processor
 * @property {import('../build/read-revision.mjs').Revision} revision
 */

/**
 * Builds each app's image twice, once with each builder, and pushes it; looks into what was pushed.
 * @param {readonly string[]} apps
 * @param {BuildSurroundings} surroundings
 * @returns {Promise<ReadonlyMap<string, string>>} the reference of each, by digest
 */
export async function buildAndPush(apps, surroundings) {
  const { checks, root, dir, store, registry, base, bases, revision } = surroundings;
  const [buildah, podman] = [containersBuilder('buildah', store.env), containersBuilder('podman', store.env)];
  const prefix = `${registry.host}/bodybroker`;
  /** @type {Pick<import('../build/build-image.mjs').ImageSettings, 'root' | 'base' | 'revision' | 'archs' | 'prefix' | 'tags'>} */
  const settings = { root, base, revision, archs: [HOST_ARCH], prefix, tags: ['version', 'sha'] };
  const baseFor = (/** @type {string} */ arch) => {
    const found = bases[arch];
    if (!found) throw new Error(`the base is not there for ${arch}`);
    return found;
  };
  /** @type {Map<string, string>} */
  const references = new Map();
  await inParallel(apps, AT_ONCE, async (app) => {
    const out = (/** @type {string} */ name) => join(dir, app, name);
    await checks.check(`image ${app}: one digest, its contents`, async () => {
      const first = await buildImage(app, { ...settings, builder: buildah, outDir: out('first'), then: 'keep' });
      const second = await buildImage(app, { ...settings, builder: podman, outDir: out('second'), then: 'keep' });
      if (second.id !== first.id) {
        const difference = await imageDifference(first.id ?? '', second.id ?? '', store.env);
        throw new Error(`two builds are not the same image:\n${difference}`);
      }
      const pushed = await buildImage(app, { ...settings, builder: buildah, outDir: out('pushed'), then: 'push' });
      const digest = pushed.digest ?? '';
      const name = `bodybroker/${app}`;
      const look = { registry, name, digest, arch: HOST_ARCH, root, dir: out('layer'), record: pushed };
      const size = await inspectImage(app, { ...look, base: baseFor(HOST_ARCH) });
      for (const tag of pushed.tags.map((reference) => reference.split(':').at(-1))) {
        const manifest = await registry.get(`${name}/manifests/${tag}`);
        assert.deepEqual(
          manifest,
          await registry.get(`${name}/manifests/${digest}`),
          `the tag ${tag} is another image`,
        );
      }
      references.set(app, `${prefix}/${app}@${digest}`);
      return size;
    });
  });
  // auth has a compiled addon, which is another one for another processor.
  if (bases[OTHER_ARCH] && apps.includes('auth')) {
    await checks.check('image auth: a list for amd64 and arm64', async () => {
      const both = {
        ...settings,
        archs: [HOST_ARCH, OTHER_ARCH],
        tags: /** @type {const} */ (['version']),
        prefix: `${prefix}-both`,
      };
      const pushed = await buildImage('auth', {
        ...both,
        builder: buildah,
        outDir: join(dir, 'auth/both'),
        then: 'push',
      });
      const look = { registry, name: 'bodybroker-both/auth', digest: pushed.digest ?? '', root, record: pushed };
      for (const arch of both.archs) {
        await inspectImage('auth', { ...look, arch, dir: join(dir, `auth/both-${arch}`), base: baseFor(arch) });
      }
    });
  }
  return references;
}
