import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editsIn } from '../../affected/edits.mjs';
import { readWorkspacePackages, withUsers } from '../../affected/package-users.mjs';
import { publishablePackages, releasedPackages } from '../publishable-packages.mjs';
import { RELEASED_CONTRACTS } from '../release-contracts.mjs';
import { releaseRuns } from './release-runs.mjs';

/** Only what has changed moves, with what is built of it. @param {import('./stage.mjs').Stage} stage */
export async function verifyNextReleases({ list, clone, registry }) {
  const { run, moved, named, git } = releaseRuns(clone, registry);
  const at = ['--registry', registry.url];
  const packages = readWorkspacePackages(clone.dir);
  /** @param {readonly string[]} names those of their users that have versions */
  const moving = (...names) => {
    const users = withUsers(packages, names);
    return releasedPackages(clone.dir).filter(({ name }) => users.has(name));
  };
  const readManifest = async (/** @type {string} */ dir) =>
    JSON.parse(await readFile(join(clone.dir, dir, 'package.json'), 'utf8'));
  const published = async (/** @type {string} */ version) => {
    const libs = publishablePackages(clone.dir);
    const versions = await Promise.all(libs.map(({ name }) => registry.versions(name)));
    return libs.filter((_, index) => versions[index]?.includes(version)).map(({ name }) => name);
  };

  await appendFile(join(clone.dir, 'libs/resilience/src/index.ts'), '// More.\n');
  await clone.commit('feat(resilience): something more');
  const first = moving('@bodybroker/resilience')
    .map(({ name }) => `${name}@0.1.1`)
    .sort();

  await list.check('a dry run names what a feature would move, and changes nothing', async () => {
    const before = await git(['rev-parse', 'HEAD']);
    assert.deepEqual(named(await run(['--dry-run', ...at]), 'would release'), first);
    assert.equal(await git(['rev-parse', 'HEAD']), before);
    assert.equal(await git(['status', '--porcelain']), '');
  });
  await list.check('a feature in one lib moves it and its dependents', async () => {
    const { added, output } = await moved(at);
    assert.deepEqual(added, first);
    const libs = (await published('0.1.1')).map((name) => `${name}@0.1.1`);
    assert.deepEqual(
      libs,
      first.filter((tag) => libs.includes(tag)),
    );
    assert.deepEqual(named(output, 'published'), libs);
    assert.equal((await readManifest('libs/nats-sdk')).dependencies['@bodybroker/resilience'], '^0.1.1');
    assert.match(await changelog('libs/resilience'), /## 0\.1\.1[\s\S]*### .*Features[\s\S]*something more/);
    assert.match(await changelog('libs/nats-sdk'), /## 0\.1\.1[\s\S]*Updated @bodybroker\/resilience to 0\.1\.1/);
  });

  await editsIn(clone.dir).addField('proto/bodybroker/knowledge_base/v1/knowledge_base.proto', 'SearchRequest');
  await clone.run('node', ['tools/codegen/generate.mjs']);
  await clone.commit('fix(contracts-knowledge-base): a field that was forgotten');
  await appendFile(join(clone.dir, 'libs/grammar/src/index.ts'), '// Less.\n');
  await clone.commit('feat(grammar)!: something less');
  const second = moving('@bodybroker/contracts-knowledge-base', '@bodybroker/grammar');
  const tagOf = (/** @type {import('../publishable-packages.mjs').Package} */ { name, version }) =>
    `${name}@${nextVersion(name, version)}`;
  const expected = second.map(tagOf).sort();
  const contracts = await readFile(join(clone.dir, RELEASED_CONTRACTS));

  await list.check('a fix in a contract and a breaking change move their dependents, each by its kind', async () => {
    const { added } = await moved(['--skip-publish']);
    assert.deepEqual(added, expected);
    assert.ok(!contracts.equals(await readFile(join(clone.dir, RELEASED_CONTRACTS))), 'the released contracts are old');
  });
  await list.check('the lock file follows', async () => {
    const lock = JSON.parse(await readFile(join(clone.dir, 'package-lock.json'), 'utf8'));
    for (const { dir, name, version, manifest } of releasedPackages(clone.dir)) {
      assert.equal(lock.packages[dir].version, version, name);
      // npm leaves an empty list out.
      assert.deepEqual(lock.packages[dir].dependencies ?? {}, manifest['dependencies'] ?? {}, name);
    }
  });
  await list.check('what was tagged without being published is published later', async () => {
    const { output } = await moved(['--publish-only', ...at]);
    const libs = publishablePackages(clone.dir).map(({ name }) => name);
    assert.deepEqual(
      named(output, 'published'),
      expected.filter((tag) => libs.includes(tag.replace(/@[^@]*$/, ''))),
    );
  });
  await list.check('with nothing new, nothing is released or published', async () => {
    const before = await git(['rev-parse', 'HEAD']);
    const { added, output } = await moved(at);
    assert.deepEqual(added, []);
    assert.match(output, /^nothing to release$/m);
    assert.equal(await git(['rev-parse', 'HEAD']), before);
  });

  /** @param {string} dir */
  async function changelog(dir) {
    return readFile(join(clone.dir, dir, 'CHANGELOG.md'), 'utf8');
  }
}

/** Before 1.0.0 a breaking change moves the minor number, everything else the last. @param {string} name @param {string} version */
function nextVersion(name, version) {
  const [major, minor, patch] = version.split('.').map(Number);
  return name === '@bodybroker/grammar' ? `${major}.${Number(minor) + 1}.0` : `${major}.${minor}.${Number(patch) + 1}`;
}
