import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Builds of this process: a release compiles first and publishes at its end. @type {Set<string>} */
const built = new Set();

/**
 * Compiles packages anew, in one run of the compiler: what an earlier build has left behind is not published. Once a
 * package and process.
 * @param {string} root
 * @param {readonly import('./publishable-packages.mjs').Package[]} packages
 * @param {import('./run-program.mjs').RunProgram} run
 */
export async function buildPackages(root, packages, run) {
  const dirs = packages.map(({ dir }) => dir).filter((dir) => !built.has(dir));
  if (dirs.length === 0) return;
  console.log(`compiling ${dirs.length} packages`);
  await Promise.all(dirs.map((dir) => rm(join(root, dir, 'dist'), { recursive: true, force: true })));
  await run('tsc', ['-b', ...dirs.map((dir) => `${dir}/tsconfig.lib.json`)]);
  for (const dir of dirs) built.add(dir);
}
