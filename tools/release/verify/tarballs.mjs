import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { registryDir } from './start-registry.mjs';

const CHECK_MS = 180_000;
const NEEDED = [
  'package.json',
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'dist/index.js',
  'dist/index.d.ts',
  'src/index.ts',
];
const UNWANTED = /\.spec\.|\.tsbuildinfo$|^test\/|(^|\/)(tsconfig[^/]*\.json|\.env.*|\.npmrc)$|^node_modules\//;

/**
 * Downloads packages as npm would.
 * @param {readonly import('../publishable-packages.mjs').Package[]} packages
 * @param {{ url: string, dir: string }} options
 * @returns {Promise<ReadonlyMap<string, string>>} file by name of the package
 */
export async function downloadTarballs(packages, { url, dir }) {
  await mkdir(dir, { recursive: true });
  const files = packages.map(async ({ name, version }) => {
    const base = name.split('/')[1];
    const response = await fetch(`${url}/${name}/-/${base}-${version}.tgz`);
    if (!response.ok) throw new Error(`${name}@${version}: the registry answered ${response.status}`);
    const file = join(dir, `${base}-${version}.tgz`);
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    return /** @type {const} */ ([name, file]);
  });
  return new Map(await Promise.all(files));
}

/**
 * What is in a package that should not be, and what is missing.
 * @param {string} file
 * @param {string} licence the text that must be in it
 * @returns {Promise<readonly string[]>}
 */
export async function contentFindings(file, licence) {
  const listing = await tar(['-tzf', file]);
  const paths = listing
    .split('\n')
    .filter(Boolean)
    .map((path) => path.replace(/^package\//, ''));
  const missing = NEEDED.filter((path) => !paths.includes(path)).map((path) => `has no ${path}`);
  const unwanted = paths.filter((path) => UNWANTED.test(path)).map((path) => `has ${path}`);
  const isLicensed = missing.includes('has no LICENSE') || (await tar(['-xzOf', file, 'package/LICENSE'])) === licence;
  return [...missing, ...unwanted, ...(isLicensed ? [] : ["has another LICENSE than the workspace's"])];
}

/** @param {readonly string[]} args */
async function tar(args) {
  const { code, stdout, stderr } = await runCommand('tar', args);
  if (code !== 0) throw new Error(`tar ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/**
 * publint and attw over all packages.
 * @param {readonly string[]} files
 * @param {AbortSignal} signal
 * @throws {Error} with all findings
 */
export async function lintTarballs(files, signal) {
  const args = [join(registryDir, 'check-tarballs.mjs'), ...files];
  const { code, stdout, stderr } = await runCommand(process.execPath, args, { timeoutMs: CHECK_MS, signal });
  if (code !== 0) throw new Error(`${stdout}\n${stderr}`.trim());
}
