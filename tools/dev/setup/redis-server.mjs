import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../run-command.mjs';
import { toolsDir } from '../workspace-root.mjs';
import { hasApt, machineRelease, machineSource, rootPrefix, unpackPackages } from './apt-package.mjs';
import { installedProgram, linkProgram } from './server-program.mjs';

/** @type {import('./ensure-server.mjs').ServerRecipe} */
export const redisServer = {
  program: 'redis-server',
  brew: 'redis',
  docker: 'the image redis:7',
  fetch: async (log, tried) => {
    if (!(await hasApt())) return void tried.push('apt-get: not on this machine');
    return (await unpack(log, tried)) ?? (await install(log, tried));
  },
};

/**
 * Unpacking comes first: installing would also start a system service, on the very port `npm start` wants.
 * @type {import('./ensure-server.mjs').ServerRecipe['fetch']}
 */
async function unpack(log, tried) {
  const release = await machineRelease();
  const source = await machineSource(release);
  if (!source) return void tried.push(`apt: no package source for "${release.codename}" is configured`);
  const targetDir = join(toolsDir, 'packages', `redis-server-${release.codename}`);
  try {
    log(`redis-server: downloading the package of ${release.id} ${release.codename} and the libraries it lacks here`);
    await unpackPackages(['redis-server'], {
      source,
      suite: release.codename,
      targetDir,
      alsoMissing: /^(lib|lua|redis)/,
    });
    // In Debian redis-server is a link to a program of redis-tools.
    const program = await linkProgram(
      'redis-server',
      join(targetDir, 'usr', 'bin', 'redis-server'),
      await libraryDirs(join(targetDir)),
    );
    if (!program) tried.push(`the package of ${release.codename}: it does not run here`);
    return program;
  } catch (error) {
    return void tried.push(`the package of ${release.codename}: ${error instanceof Error ? error.message : error}`);
  }
}

/** @type {import('./ensure-server.mjs').ServerRecipe['fetch']} */
async function install(log, tried) {
  const root = await rootPrefix();
  if (!root) return void tried.push('apt-get install redis-server: neither root nor sudo without a password');
  log('redis-server: installing it');
  for (const action of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
    const [program = '', ...args] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...action];
    const result = await runCommand(program, args, { timeoutMs: 300_000 });
    if (result.code !== 0) {
      return void tried.push(`apt-get ${action[0]}: ${result.stderr.trim().split('\n').slice(-2).join(' | ')}`);
    }
  }
  return installedProgram('redis-server');
}

/** @param {string} dir @returns {Promise<readonly string[]>} the folders below it that hold shared libraries */
async function libraryDirs(dir) {
  const entries = await readdir(dir, { recursive: true });
  return [...new Set(entries.filter((name) => /\.so(\.\d+)*$/.test(name)).map((name) => join(dir, dirname(name))))];
}
