import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../../dev/run-command.mjs';

const UP_TIMEOUT_MS = 120_000;
const LOG_LINES = 12;

/**
 * A compose project run by podman-compose.
 * @param {{ file: string, name: string, env: NodeJS.ProcessEnv, signal: AbortSignal }} options
 */
export function composeProject({ file, name, env, signal }) {
  const container = (/** @type {string} */ service) => `${name}_${service}_1`;
  const podman = (/** @type {readonly string[]} */ args) => runCommand('podman', args, { env, timeoutMs: 30_000 });
  const compose = async (/** @type {readonly string[]} */ args) => {
    const result = await runCommand('podman-compose', ['-p', name, '-f', file, ...args], {
      env,
      timeoutMs: UP_TIMEOUT_MS,
    });
    if (result.code !== 0)
      throw new Error(`podman-compose ${args[0]} ended with code ${result.code}:\n${tail(result)}`);
    return result;
  };
  const logs = async (/** @type {string} */ service) => tail(await podman(['logs', container(service)]));

  return {
    container,
    podman,
    logs,
    /**
     * Starts these, and not what they wait for: podman-compose would not wait for its health.
     * @param {readonly string[]} services
     */
    up: (services) => compose(['up', '--detach', '--no-deps', ...services]),
    /** Ends and removes everything, data too. */
    down: async () => {
      // podman-compose would end one after the other.
      const listed = await podman(['ps', '--quiet', '--filter', `label=io.podman.compose.project=${name}`]);
      const running = listed.stdout.split('\n').filter(Boolean);
      if (running.length > 0)
        await runCommand('podman', ['stop', '--time', '30', ...running], { env, timeoutMs: UP_TIMEOUT_MS });
      await compose(['down', '--volumes']);
    },
    /**
     * Runs the check of a container until it passes.
     * @param {string} service
     * @param {number} timeoutMs
     */
    untilHealthy: async (service, timeoutMs) => {
      const deadlineMs = performance.now() + timeoutMs;
      for (;;) {
        const { code, stderr } = await podman(['healthcheck', 'run', container(service)]);
        if (code === 0) return;
        if (performance.now() > deadlineMs) {
          throw new Error(
            `${service} is not healthy after ${timeoutMs / 1000} s. ${stderr.trim()}\nits log:\n${await logs(service)}`,
          );
        }
        await delay(300, undefined, { signal });
      }
    },
    /**
     * Waits for the end of a container.
     * @param {string} service
     * @returns {Promise<void>}
     */
    untilDone: async (service) => {
      const { stdout, stderr } = await runCommand('podman', ['wait', container(service)], { env, timeoutMs: 60_000 });
      if (stdout.trim() !== '0')
        throw new Error(`${service} ended with ${stdout.trim() || stderr.trim()}\nits log:\n${await logs(service)}`);
    },
  };
}

/** @param {{ stdout: string, stderr: string }} result */
const tail = ({ stdout, stderr }) => `${stdout}\n${stderr}`.trim().split('\n').slice(-LOG_LINES).join('\n');
