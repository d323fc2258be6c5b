import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../run-command.mjs';
import { dataDir, workspaceRoot } from '../workspace-root.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }> }} LockFile */

const lockFile = join(workspaceRoot, 'package-lock.json');
const modules = join(workspaceRoot, 'node_modules');
const hashFile = join(modules, '.bodybroker-lock-hash');

/**
 * Installs what package-lock.json asks for, unless that is what was installed last.
 * @param {(line: string) => void} log
 * @returns {Promise<void>}
 * @throws {SetupError}
 */
export async function ensureDependencies(log) {
  const lock = await readFile(lockFile, 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  const installed = await readFile(hashFile, 'utf8').catch(() => '');
  if (installed === hash) return;
  if (await isSatisfied(JSON.parse(lock))) {
    // Somebody ran `npm ci` by hand.
    await writeFile(hashFile, hash);
    return;
  }
  log(
    existsSync(modules) ? 'packages: package-lock.json has changed, npm ci' : 'packages: npm ci (about half a minute)',
  );
  const result = await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: workspaceRoot,
    timeoutMs: 600_000,
  });
  if (result.code !== 0) {
    await mkdir(dataDir, { recursive: true });
    const logFile = join(dataDir, 'npm-ci.log');
    await writeFile(logFile, result.stdout + result.stderr);
    const lines = result.stderr
      .trim()
      .split('\n')
      .filter((line) => /error/i.test(line));
    throw new SetupError(
      'the packages could not be installed',
      [`npm ci: ${lines.slice(0, 3).join(' | ')}`],
      [`read ${logFile}`, 'check that npm reaches its registry: npm ping'],
    );
  }
  await writeFile(hashFile, hash);
}

/**
 * Whether npm's own record of what it installed has everything the lock file asks for.
 * @param {LockFile} lock
 */
async function isSatisfied(lock) {
  const record = await readFile(join(modules, '.package-lock.json'), 'utf8').catch(() => undefined);
  if (record === undefined) return false;
  /** @type {LockFile} */
  const { packages: have = {} } = JSON.parse(record);
  return Object.entries(lock.packages ?? {})
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, wanted]) => {
      const there = have[path];
      if (!there) return Boolean(wanted.optional ?? wanted.devOptional ?? wanted.peer);
      return there.version === wanted.version && Boolean(there.link) === Boolean(wanted.link);
    });
}
