import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../run-command.mjs';
import { quietEnvironment } from '../stack/build.mjs';
import { devSecrets } from '../stack/dev-secrets.mjs';
import { processMemoryBytes } from '../stack/process-memory.mjs';
import { serviceEnvironment } from '../stack/service-environment.mjs';
import { readMetrics, startMeasured } from './start-measured.mjs';

/**
 * @typedef {object} FootprintPlan
 * @property {string} root
 * @property {string} node
 * @property {readonly string[]} nodeFlags
 * @property {readonly import('../stack/apps.mjs').App[]} apps
 * @property {typeof import('../../../libs/test-servers/dist/index.js')} launchers
 * @property {AbortSignal} signal
 */

/** What is loaded lazily after the start, and the first garbage collections, are over by then. */
const SETTLE_MS = 5_000;

/**
 * Starts the processes one after the other on servers of their own, lets them stand idle, and reads what they take.
 * @param {FootprintPlan} plan
 * @returns {Promise<import('./footprint-tables.mjs').AppFootprint[]>}
 */
export async function runProcesses({ root, node, nodeFlags, apps, launchers, signal }) {
  const dir = await mkdtemp(join(tmpdir(), 'body-broker-footprint-'));
  const nats = await launchers.startNatsServer({ jetstream: true });
  const redis = await launchers.startRedisServer();
  /** @type {{ name: string, healthUrl: string, start: import('./start-measured.mjs').MeasuredStart }[]} */
  const started = [];
  try {
    await applyStreams(root, node, nats.url);
    const surroundings = {
      natsUrl: nats.url,
      redisUrl: redis.url,
      cluster: false,
      logLevel: 'info',
      httpPort: (await launchers.freePorts(1))[0] ?? 0,
      secrets: devSecrets(dir),
    };
    for (const { name, dir: cwd, main } of apps) {
      const [healthPort = 0] = await launchers.freePorts(1);
      const healthUrl = `http://127.0.0.1:${healthPort}`;
      const env = { ...process.env, ...serviceEnvironment(name, { instance: name, healthPort }, surroundings) };
      const launch = {
        node,
        args: [...nodeFlags, main],
        cwd,
        env,
        logFile: join(dir, `${name}.log`),
        healthUrl,
        signal,
      };
      const start = await startMeasured(launch);
      if (start.child.pid !== undefined) launchers.guardProcess(start.child.pid, undefined);
      started.push({ name, healthUrl, start });
    }
    await delay(SETTLE_MS, undefined, { signal });
    return await Promise.all(
      started.map(async ({ name, healthUrl, start: { child, ...times } }) => {
        const metrics = await readMetrics(healthUrl);
        return {
          name,
          ...times,
          rssBytes: metrics['process_resident_memory_bytes'] ?? 0,
          heapBytes: metrics['nodejs_heap_size_used_bytes'] ?? 0,
          ownBytes: child.pid === undefined ? 0 : await processMemoryBytes(child.pid),
        };
      }),
    );
  } finally {
    await Promise.all(started.map(({ start: { child } }) => end(child, launchers)));
    await Promise.all([nats.stop(), redis.stop()]);
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {string} root @param {string} node @param {string} natsUrl */
async function applyStreams(root, node, natsUrl) {
  const env = { ...quietEnvironment(root), BB_NATS_URL: natsUrl, BB_STREAM_REPLICAS: '1' };
  const tool = join(root, 'tools/streams/dist/main.mjs');
  const { code, stderr } = await runCommand(node, [tool, 'apply'], { cwd: root, env, timeoutMs: 60_000 });
  if (code !== 0) throw new Error(`the stream topology could not be applied: ${stderr.trim()}`);
}

/** @param {import('node:child_process').ChildProcess} child @param {FootprintPlan['launchers']} launchers */
async function end(child, launchers) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  if (child.pid !== undefined) launchers.releaseProcess(child.pid);
}
