import { readdirSync } from 'node:fs';

/**
 * The folders of a Terraform tree that stand for themselves: bootstrap, environments, modules.
 * @param {string} folder the tree
 * @returns {readonly string[]} relative to it, those with .tf files
 */
export function terraformRoots(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.tf') && !path.includes('.terraform/'))
    .map((path) => path.split('/').slice(0, -1).join('/'))
    .filter((path, at, all) => all.indexOf(path) === at && !path.endsWith('/tests'))
    .sort();
}

/** @param {string} folder a root @returns {boolean} whether it has .tftest.hcl files, beside its own or in tests/ */
export function hasTests(folder) {
  return readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith('.tftest.hcl'));
}
