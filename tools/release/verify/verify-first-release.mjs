import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishablePackages, releasedPackages } from '../publishable-packages.mjs';
import { RELEASED_CONTRACTS } from '../release-contracts.mjs';
import { FIRST_VERSION } from './before-first-release.mjs';
import { releaseRuns } from './release-runs.mjs';

/** @param {import('./stage.mjs').Stage} stage */
export async function verifyFirstRelease({ list, clone, registry }) {
  const { moved, git } = releaseRuns(clone, registry);
  const all = releasedPackages(clone.dir);

  await list.check(`the first release tags all ${all.length} packages with what their manifests say`, async () => {
    const { added } = await moved(['--first-release', '--registry', registry.url]);
    assert.deepEqual(added, all.map(({ name }) => `${name}@${FIRST_VERSION}`).sort());
    assert.equal(await git(['log', '-1', '--format=%s']), 'chore(release): publish');
  });
  await list.check('each package has a changelog', async () => {
    for (const { dir } of all) {
      assert.match(await readFile(join(clone.dir, dir, 'CHANGELOG.md'), 'utf8'), new RegExp(`^## ${FIRST_VERSION}`));
    }
  });
  await list.check('the contracts of now are the released ones', async () => {
    await clone.run('buf', ['breaking', 'proto', '--against', RELEASED_CONTRACTS]);
    await clone.run('buf', ['build', 'proto', '--exclude-source-info', '-o', '.nx/now.binpb']);
    const [now, released] = await Promise.all(
      ['.nx/now.binpb', RELEASED_CONTRACTS].map((file) => readFile(join(clone.dir, file))),
    );
    assert.ok(now?.equals(released ?? Buffer.alloc(0)), `${RELEASED_CONTRACTS} is not what the protos say`);
  });
  const libs = publishablePackages(clone.dir);
  await list.check(`the registry holds ${libs.length} libs, and no service`, async () => {
    for (const { name } of all) {
      const expected = libs.some((lib) => lib.name === name) ? [FIRST_VERSION] : [];
      assert.deepEqual(await registry.versions(name), expected, name);
    }
  });
  await list.check('publishing once more publishes nothing', async () => {
    const { output } = await moved(['--publish-only', '--registry', registry.url]);
    assert.match(output, /^nothing to publish$/m);
  });
}
