import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * All checks of a folder by name; files that export no `check` are their parts.
 * @param {string} folder
 * @returns {Promise<readonly import('./check.mjs').Check[]>}
 */
export async function findChecks(folder) {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.mjs') && !name.endsWith('.test.mjs'))
    .sort();
  const modules = await Promise.all(files.map((name) => import(pathToFileURL(join(folder, name)).href)));
  return modules.flatMap((module) => (module.check === undefined ? [] : [module.check]));
}
