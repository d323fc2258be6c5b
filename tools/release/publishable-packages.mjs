import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} dir relative to the workspace
 * @property {Readonly<Record<string, unknown>>} manifest
 */

/** What npm users get: every package of libs/ that is not private. The services travel as images. */
const FOLDERS = ['libs', 'libs/contracts'];

/** @param {string} root @returns {readonly Package[]} by name */
export function publishablePackages(root) {
  return packagesIn(root, FOLDERS).filter(({ manifest }) => manifest['private'] !== true);
}

/** @param {string} root @returns {readonly Package[]} everything that has a version of its own: libs and services */
export function releasedPackages(root) {
  return [...publishablePackages(root), ...packagesIn(root, ['apps'])];
}

/** @param {string} root @param {readonly string[]} folders @returns {readonly Package[]} */
function packagesIn(root, folders) {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((dir) => existsSync(join(root, dir, 'package.json')))
    .map((dir) => {
      const manifest = JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8'));
      return { name: manifest.name, version: manifest.version, dir, manifest };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
