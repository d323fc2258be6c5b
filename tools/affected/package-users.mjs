import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} WorkspacePackage
 * @property {string} name
 * @property {string} dir relative to the workspace
 * @property {ReadonlySet<string>} uses names of all packages it declares or imports, its tests included
 */

/**
 * The packages of a workspace and what they use, read from manifests and import lines: what the answers of nx are
 * compared with, so it is not asked.
 * @param {string} root
 * @returns {readonly WorkspacePackage[]}
 */
export function readWorkspacePackages(root) {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return workspaces
    .flatMap((/** @type {string} */ pattern) => foldersOf(root, pattern))
    .map((/** @type {string} */ dir) => {
      const manifest = JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8'));
      const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
      return { name: manifest.name, dir, uses: new Set([...declared, ...importedIn(join(root, dir))]) };
    });
}

/** @param {string} root @param {string} pattern */
function foldersOf(root, pattern) {
  const parent = pattern.replace(/\/\*$/, '');
  const folders = pattern === parent ? [pattern] : readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
  return folders.filter((dir) => existsSync(join(root, dir, 'package.json')));
}

/** @param {string} dir */
function importedIn(dir) {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(src|test)\/.*\.ts$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(dir, file), 'utf8').matchAll(/\bfrom ['"](@[^/'"]+\/[^/'"]+|[^@./'"][^/'"]*)/g),
    ])
    .map(([, name = '']) => name);
}

/**
 * Everything that uses one of `names`, and what uses that, and so on.
 * @param {readonly WorkspacePackage[]} packages
 * @param {readonly string[]} names of the workspace's own packages, or of others
 * @returns {ReadonlySet<string>} without those `names` that are not the workspace's own
 */
export function withUsers(packages, names) {
  const reached = new Set(names);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const { name, uses } of packages) {
      if ([...uses].some((used) => reached.has(used))) reached.add(name);
    }
  }
  return new Set(packages.map(({ name }) => name).filter((name) => reached.has(name)));
}
