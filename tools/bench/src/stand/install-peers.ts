import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const INSTALLED = 'node_modules/.installed-lock.json';
const INSTALLED_WITHIN_MS = 600_000;

/** Installs the peers by their own lock file, unless that has been done already. @throws Error when npm fails */
export async function installPeers(folder: string, log: (text: string) => void): Promise<void> {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const installed = join(folder, INSTALLED);
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  log('installing the peers (npm ci, about 75 MB)');
  // npm itself runs what starts with npm run; without one the one on the PATH.
  const npm = process.env['npm_execpath'];
  const [program, ...args] = npm === undefined ? ['npm'] : [process.execPath, npm];
  await promisify(execFile)(program ?? 'npm', [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    timeout: INSTALLED_WITHIN_MS,
    env: withoutNpmSettings(process.env),
  });
  writeFileSync(installed, lock);
}

/** `npm run` tells its children where it runs; an npm of another folder must not believe it. */
function withoutNpmSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^npm_(package_|lifecycle_|config_local_prefix|config_workspace)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
