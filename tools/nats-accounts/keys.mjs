import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUser } from 'nkeys.js';
import { keyVariable } from './key-names.mjs';

/**
 * Makes a key pair for each user.
 * @param {readonly string[]} users by name
 * @returns {readonly { readonly user: string, readonly publicKey: string, readonly seed: string }[]}
 */
export function makeKeys(users) {
  return users.map((user) => {
    const pair = createUser();
    const seed = Buffer.from(pair.getSeed()).toString('ascii');
    return { user, publicKey: pair.getPublicKey(), seed };
  });
}

/**
 * nkeys.conf: what accounts.conf includes. Public keys only.
 * @param {readonly { readonly user: string, readonly publicKey: string }[]} keys
 */
export function renderKeys(keys) {
  return keys.map(({ user, publicKey }) => `${keyVariable(user)}: ${publicKey}\n`).join('');
}

/**
 * Writes nkeys.conf and `<user>.nk` with its seed for each user, which only the one who runs this may read.
 * @param {string} folder
 * @param {ReturnType<typeof makeKeys>} keys
 */
export function writeKeys(folder, keys) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  // `wx`: a seed that is in use must not be lost by a second run.
  for (const { user, seed } of keys) writeFileSync(join(folder, `${user}.nk`), seed, { mode: 0o600, flag: 'wx' });
  writeFileSync(join(folder, 'nkeys.conf'), renderKeys(keys), { flag: 'wx' });
}
