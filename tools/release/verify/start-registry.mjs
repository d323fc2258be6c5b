import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { runCommand } from '../../dev/run-command.mjs';

const START_MS = 30_000;
const INSTALL_MS = 180_000;
export const registryDir = join(import.meta.dirname, '../registry');

/**
 * @typedef {object} TestRegistry
 * @property {string} url
 * @property {NodeJS.ProcessEnv} env for npm: a user's configuration with a token for this registry
 * @property {(name: string) => Promise<readonly string[]>} versions of a package, none when it is not there
 * @property {() => Promise<void>} stop
 */

/**
 * Installs what tools/release/registry/package.json names, unless it is there.
 * @param {AbortSignal} signal
 */
export async function installRegistry(signal) {
  const { dependencies } = await readManifest(registryDir);
  const installed = await Promise.all(Object.keys(dependencies).map(installedVersion));
  if (isDeepStrictEqual(installed, Object.values(dependencies))) return;
  const args = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const { code, stderr } = await runCommand('npm', args, { cwd: registryDir, timeoutMs: INSTALL_MS, signal });
  if (code !== 0) throw new Error(`npm ci in tools/release/registry ended with ${code}:\n${stderr}`);
}

/** @param {string} name @returns {Promise<string | undefined>} */
async function installedVersion(name) {
  const dir = join(registryDir, 'node_modules', name);
  return existsSync(dir) ? (await readManifest(dir)).version : undefined;
}

/** @param {string} dir */
async function readManifest(dir) {
  return JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
}

/**
 * Starts Verdaccio on a free port of 127.0.0.1, empty, for anybody to publish, with no registry behind it.
 * @param {string} dir for its storage
 * @param {{ signal: AbortSignal }} options
 * @returns {Promise<TestRegistry>}
 */
export async function startRegistry(dir, { signal }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await mkdir(dir, { recursive: true });
  const config = join(dir, 'config.yaml');
  await writeFile(config, configText(dir));
  const npmrc = join(dir, 'npmrc');
  await writeFile(npmrc, `${await usersNpmrc()}\n//127.0.0.1:${port}/:_authToken=nobody\n`);

  let output = '';
  const program = join(registryDir, 'node_modules/verdaccio/bin/verdaccio');
  const child = spawn(process.execPath, [program, '--config', config, '--listen', `127.0.0.1:${port}`], { cwd: dir });
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(kill, 5_000);
    await ended;
    clearTimeout(late);
    process.removeListener('exit', kill);
  };
  try {
    await untilAnswers(`${url}/-/ping`, { signal, isRunning: () => child.exitCode === null });
  } catch (error) {
    await stop();
    throw new Error(`verdaccio did not start: ${error instanceof Error ? error.message : error}\n${output}`);
  }
  return { url, env: { NPM_CONFIG_USERCONFIG: npmrc }, versions: (name) => readVersions(url, name), stop };
}

/** @param {string} dir */
function configText(dir) {
  return `storage: ${join(dir, 'storage')}
auth:
  htpasswd:
    file: ${join(dir, 'htpasswd')}
packages:
  '@bodybroker/*':
    access: $all
    publish: $all
log: { type: stdout, format: json, level: warn }
`;
}

/** The registry that other packages come from stays the user's. */
async function usersNpmrc() {
  const file =
    process.env['NPM_CONFIG_USERCONFIG'] ?? process.env['npm_config_userconfig'] ?? join(homedir(), '.npmrc');
  return existsSync(file) ? readFile(file, 'utf8') : '';
}

/** @param {string} url @param {string} name */
async function readVersions(url, name) {
  const response = await fetch(`${url}/${name.replace('/', '%2f')}`);
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`${name}: the registry answered ${response.status}`);
  return Object.keys((await response.json()).versions);
}

/** @param {string} url @param {{ signal: AbortSignal, isRunning: () => boolean }} options */
async function untilAnswers(url, { signal, isRunning }) {
  const endsAt = performance.now() + START_MS;
  while (isRunning() && performance.now() < endsAt) {
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response?.ok) return;
    await delay(100, undefined, { signal });
  }
  throw new Error(isRunning() ? `no answer in ${START_MS / 1000} s` : 'it ended');
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });
}
