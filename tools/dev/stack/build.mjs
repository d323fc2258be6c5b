import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../run-command.mjs';

/**
 * Nx without its daemon, cloud and terminal interface: it opens no sockets and ends when its work does.
 * @param {string} root
 * @returns {NodeJS.ProcessEnv} with Node 24 and the workspace's programs first on the PATH
 */
export function quietEnvironment(root) {
  return {
    ...process.env,
    CI: 'true',
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_TUI: 'false',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
  };
}

/**
 * @typedef {object} BuildOptions
 * @property {string} root
 * @property {string} node
 * @property {AbortSignal} signal
 */

/**
 * Builds the launchers of the servers.
 * @param {BuildOptions} options
 * @returns {Promise<void>}
 * @throws {Error} with the end of the output
 */
export function buildLaunchers(options) {
  return runBuild('tsc', ['-b', 'libs/test-servers/tsconfig.lib.json'], options);
}

/**
 * Builds the bundles of the apps and of the stream tool, as far as something they are made of has changed.
 * @param {readonly import('./apps.mjs').App[]} apps
 * @param {BuildOptions} options
 * @returns {Promise<void>}
 * @throws {Error} with the end of the output
 */
export async function buildApps(apps, options) {
  if (apps.length === 0) return;
  // The tool that declares the streams is run before the apps, so it is built with them.
  const tools = ['tools/streams'].filter((dir) => existsSync(join(options.root, dir, 'src', 'main.ts')));
  const projects = [...apps.map((app) => `apps/${app.name}`), ...tools].join(',');
  await runBuild('nx', ['run-many', '-t', 'build', '-p', projects, '--output-style=static'], options);
}

/** @param {string} program @param {readonly string[]} args @param {BuildOptions} options */
async function runBuild(program, args, { root, node, signal }) {
  const result = await runCommand(node, [join(root, 'node_modules', '.bin', program), ...args], {
    cwd: root,
    env: quietEnvironment(root),
    timeoutMs: 600_000,
    signal,
  });
  signal.throwIfAborted();
  if (result.code === 0) return;
  const tail = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-40).join('\n');
  throw new Error(`the build failed (${program} ${args.join(' ')}):\n${tail}`);
}
