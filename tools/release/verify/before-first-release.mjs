import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releasedPackages } from '../publishable-packages.mjs';

/** What all manifests say before the first release. */
export const FIRST_VERSION = '0.1.0';

/**
 * Takes a clone back to where nothing was released, whatever its history holds by now: a verification starts from the
 * same place every time.
 * @param {import('../../affected/scratch-clone.mjs').ScratchClone} clone
 */
export async function goBeforeFirstRelease(clone) {
  const tags = (await clone.run('git', ['tag'])).split('\n').filter(Boolean);
  if (tags.length === 0) return;
  await clone.run('git', ['tag', '--delete', ...tags]);
  for (const { dir, manifest } of releasedPackages(clone.dir)) {
    const before = { ...manifest, version: FIRST_VERSION };
    for (const kind of ['dependencies', 'devDependencies']) {
      if (manifest[kind] !== undefined)
        before[kind] = firstRanges(/** @type {Record<string, string>} */ (manifest[kind]));
    }
    await writeFile(join(clone.dir, dir, 'package.json'), `${JSON.stringify(before, null, 2)}\n`);
    await rm(join(clone.dir, dir, 'CHANGELOG.md'), { force: true });
  }
  const lockFile = join(clone.dir, 'package-lock.json');
  const lock = JSON.parse(await readFile(lockFile, 'utf8'));
  for (const { dir } of releasedPackages(clone.dir))
    Object.assign(lock.packages[dir], await lockedFields(clone.dir, dir));
  await writeFile(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  await clone.commit('chore: back to before the first release');
}

/** @param {Readonly<Record<string, string>>} ranges */
function firstRanges(ranges) {
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [
      name,
      name.startsWith('@bodybroker/') && range.startsWith('^') ? `^${FIRST_VERSION}` : range,
    ]),
  );
}

/** @param {string} root @param {string} dir */
async function lockedFields(root, dir) {
  const { version, dependencies, devDependencies } = JSON.parse(
    await readFile(join(root, dir, 'package.json'), 'utf8'),
  );
  return { version, ...(dependencies && { dependencies }), ...(devDependencies && { devDependencies }) };
}
