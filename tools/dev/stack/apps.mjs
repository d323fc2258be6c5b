import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} App
 * @property {string} name the folder's
 * @property {string} dir
 * @property {string} main the built bundle
 */

/**
 * The processes this checkout has the source of, in alphabetical order.
 * @param {string} root
 * @returns {readonly App[]}
 */
export function findApps(root) {
  const apps = join(root, 'apps');
  if (!existsSync(apps)) return [];
  return readdirSync(apps)
    .filter((name) => existsSync(join(apps, name, 'src', 'main.ts')))
    .sort()
    .map((name) => ({ name, dir: join(apps, name), main: join(apps, name, 'dist', 'main.mjs') }));
}
