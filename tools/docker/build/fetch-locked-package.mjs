import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';

/**
 * A package of package-lock.json that npm leaves out on this machine because it is for another one: fetched with npm, its
 * checksum compared with the lock, kept in `.data/packages`.
 * @param {string} name
 * @param {string} root
 * @returns {Promise<string>} the folder it was unpacked into
 * @throws {Error} when the lock has no such package, npm cannot fetch it or it is not the one of the lock
 */
export async function fetchLockedPackage(name, root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const entry = lock.packages[`node_modules/${name}`];
  if (!entry?.version || !entry.integrity) throw new Error(`package-lock.json has no ${name}`);
  const kept = join(root, '.data', 'packages', `${name.replace('/', '+')}@${entry.version}`);
  if (existsSync(kept)) return kept;
  const dir = await mkdtemp(join(tmpdir(), 'body-broker-package-'));
  try {
    const spec = `${name}@${entry.version}`;
    const packed = await runCommand('npm', ['pack', spec, '--pack-destination', dir], { cwd: root });
    if (packed.code !== 0) throw new Error(`npm pack ${spec} failed: ${packed.stderr.trim().split('\n').at(-1)}`);
    const [file = ''] = await readdir(dir);
    requireIntegrity(await readFile(join(dir, file)), entry.integrity, spec);
    const unpacked = await runCommand('tar', ['-xzf', file], { cwd: dir });
    if (unpacked.code !== 0) throw new Error(`tar -xzf ${file} failed: ${unpacked.stderr.trim()}`);
    await mkdir(join(root, '.data', 'packages'), { recursive: true });
    // Another build may have been quicker; both have the same files.
    await rename(join(dir, 'package'), kept).catch((error) => {
      if (!existsSync(kept)) throw error;
    });
    return kept;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {string} integrity as in package-lock.json, `sha512-…`
 * @param {string} spec
 */
export function requireIntegrity(bytes, integrity, spec) {
  const [algorithm = '', expected = ''] = integrity.split('-', 2);
  const actual = createHash(algorithm).update(bytes).digest('base64');
  if (actual !== expected) throw new Error(`${spec} is not what package-lock.json names: ${actual}, not ${expected}`);
}
