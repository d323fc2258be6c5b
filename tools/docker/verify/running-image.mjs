import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../../dev/run-command.mjs';

/** Exit codes of `podman healthcheck run`. @type {Readonly<Record<number, 'healthy' | 'unhealthy'>>} */
const HEALTH = { 0: 'healthy', 1: 'unhealthy' };
const LOG_LINES = 15;

/** What a container may: next to nothing, on the host's loopback. */
export const HARDENED = [
  ...['--read-only', '--cap-drop', 'all', '--security-opt', 'no-new-privileges', '--memory', '256m'],
  // The engine's own tmpfs would hide whether the process writes where it may not.
  ...['--read-only-tmpfs=false', '--network', 'host'],
];

/**
 * @typedef {object} RunningImage a container that may do next to nothing
 * @property {string} app
 * @property {(wanted: 'healthy' | 'unhealthy', options: { timeoutMs: number, signal: AbortSignal }) => Promise<void>} until
 * @property {() => Promise<number>} stop SIGTERM; answers its exit code
 */

/**
 * Runs an image hardened, on the host's loopback: its root file system read-only, no capabilities, no way to gain any,
 * 256 MiB, as the user the image names.
 * @param {string} app
 * @param {string} reference
 * @param {{ store: import('./container-store.mjs').ContainerStore, env: Readonly<Record<string, string>> }} options
 * @returns {Promise<RunningImage>}
 */
export async function runImage(app, reference, { store, env }) {
  const podman = (/** @type {string[]} */ ...args) => runCommand('podman', args, { env: store.env, timeoutMs: 60_000 });
  const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const started = await podman('run', '--detach', '--name', app, ...HARDENED, ...variables, reference);
  if (started.code !== 0) throw new Error(`podman run ended with code ${started.code}: ${started.stderr.trim()}`);

  const logs = async () => {
    const { stdout, stderr } = await podman('logs', app);
    return `${stdout}${stderr}`.trim().split('\n').slice(-LOG_LINES).join('\n');
  };
  const health = async () => {
    const { code, stderr } = await podman('healthcheck', 'run', app);
    // On a busy machine the check may take longer than the image gives it, which is neither.
    const known = HEALTH[code] ?? (/exceeded timeout/.test(stderr) ? 'no answer' : undefined);
    if (known) return known;
    throw new Error(`the check cannot be run: ${stderr.trim()}\nlog of ${app}:\n${await logs()}`);
  };
  return {
    app,
    until: async (wanted, { timeoutMs, signal }) => {
      const deadlineMs = performance.now() + timeoutMs;
      while ((await health()) !== wanted) {
        if (performance.now() > deadlineMs) {
          const { stdout } = await podman('inspect', '--format', '{{json .State.Health.Log}}', app);
          const last = JSON.parse(stdout || '[]')?.at(-1)?.Output ?? '';
          throw new Error(
            `not ${wanted} in ${timeoutMs / 1000} s; last answer ${last}\nlog of ${app}:\n${await logs()}`,
          );
        }
        await delay(300, undefined, { signal });
      }
    },
    stop: async () => {
      await podman('kill', '--signal', 'TERM', app);
      const { stdout, stderr, code } = await podman('wait', app);
      if (code !== 0) throw new Error(`podman wait: ${stderr.trim()}\nlog of ${app}:\n${await logs()}`);
      const exitCode = Number(stdout.trim());
      if (exitCode !== 0) throw new Error(`SIGTERM: ended with code ${exitCode}\nlog of ${app}:\n${await logs()}`);
      return exitCode;
    },
  };
}
