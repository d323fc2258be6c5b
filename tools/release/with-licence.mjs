import { existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ReleaseRefused } from './release-options.mjs';

/**
 * Puts the workspace's licence beside each manifest while `work` runs: npm packs what is there.
 * @template T
 * @param {string} root
 * @param {readonly import('./publishable-packages.mjs').Package[]} packages
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLicence(root, packages, work) {
  const licence = join(root, 'LICENSE');
  if (!existsSync(licence)) throw new ReleaseRefused('there is no LICENSE to put into the packages');
  const copies = packages.map(({ dir }) => join(root, dir, 'LICENSE'));
  try {
    await Promise.all(copies.map((copy) => copyFile(licence, copy)));
    return await work();
  } finally {
    await Promise.all(copies.map((copy) => rm(copy, { force: true })));
  }
}
