import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from '../run-command.mjs';
import { buildApps, buildLaunchers, quietEnvironment } from './build.mjs';
import { choosePorts } from './choose-ports.mjs';
import { NODE_FLAGS } from './node-flags.mjs';
import { devSecrets } from './dev-secrets.mjs';
import { serviceEnvironment } from './service-environment.mjs';
import { startServers } from './start-servers.mjs';
import { SupervisedProcess } from './supervised-process.mjs';
import { waitUntilReady } from './wait-until-ready.mjs';

/**
 * @typedef {object} RunningStack
 * @property {import('./start-servers.mjs').RunningServers} servers
 * @property {readonly SupervisedProcess[]} processes
 * @property {string} httpUrl
 * @property {import('./dev-secrets.mjs').DevSecrets} secrets
 * @property {() => Promise<void>} stop services first, the gateway before the others, then the servers
 * @property {() => void} kill ends the services at once
 */

/**
 * @typedef {object} StackPlan
 * @property {string} root of the checkout
 * @property {string} dataDir
 * @property {string} node the program that runs the services
 * @property {readonly import('./apps.mjs').App[]} apps those to start
 * @property {import('./start-options.mjs').StartOptions} options
 * @property {(line: string) => void} log
 * @property {AbortSignal} signal gives up starting
 * @property {(processes: readonly SupervisedProcess[]) => void} [onProcesses] told whenever one has started, or started again
 */

const READY_TIMEOUT_MS = 90_000;

/**
 * Builds and starts everything, and returns when all is ready or plainly will not be.
 * @param {StackPlan} plan
 * @returns {Promise<RunningStack>}
 * @throws {Error} what failed, with everything already started stopped again
 */
export async function startStack(plan) {
  const { root, dataDir, node, apps, options, log, signal } = plan;
  const logDir = join(dataDir, 'logs');
  const buildOptions = { root, node, signal };
  await buildLaunchers(buildOptions);
  const launchers = await import(pathToFileURL(join(root, 'libs/test-servers/dist/index.js')).href);
  // Before the long build: a port in use is better known at once.
  const ports = await choosePorts(options, launchers.freePorts);
  log(`building what changed of ${apps.length} apps`);
  await buildApps(apps, buildOptions);
  const missing = apps.filter((app) => !existsSync(app.main));
  if (missing.length > 0) throw new Error(`the build left no ${missing.map((app) => app.main).join(', ')}`);

  if (options.fresh) {
    for (const name of ['nats', 'redis', 'nats-cluster', 'redis-cluster', 'logs', 'dev-secrets.json']) {
      await rm(join(dataDir, name), { recursive: true, force: true });
    }
  }
  mkdirSync(logDir, { recursive: true });
  const secrets = devSecrets(dataDir);

  log(options.cluster ? 'starting 3 nats-servers and 6 redis-servers' : 'starting nats-server and redis-server');
  const servers = await startServers(launchers, {
    cluster: options.cluster,
    dataDir,
    logDir,
    natsPorts: ports.nats,
    redisPorts: ports.redis,
    log,
  });
  /** @type {SupervisedProcess[]} */
  const processes = [];
  const stop = async () => {
    const isGateway = (/** @type {SupervisedProcess} */ each) => each.plan.app === 'gateway';
    // What the gateway has accepted is still answered by the services behind it.
    await Promise.all(processes.filter(isGateway).map((each) => each.stop()));
    await Promise.all(processes.map((each) => each.stop()));
    await servers.stop();
  };
  try {
    signal.throwIfAborted();
    const surroundings = {
      natsUrl: servers.natsUrl,
      redisUrl: servers.redisUrl,
      cluster: options.cluster,
      logLevel: options.logLevel,
      httpPort: ports.http,
      secrets,
    };
    await applyStreams(plan, surroundings);
    const instances = apps.flatMap((app) =>
      Array.from({ length: options.cluster && app.name !== 'gateway' ? 2 : 1 }, (_, index) => ({ app, index })),
    );
    const freePorts = await launchers.freePorts(instances.length * 2);
    for (const { app, index } of instances) {
      const healthPort = freePorts.pop();
      const inspectPort = options.debug.includes(app.name) ? freePorts.pop() : undefined;
      const name = `${app.name}-${index + 1}`;
      const env = serviceEnvironment(app.name, { instance: name, healthPort }, surroundings);
      const supervised = new SupervisedProcess(
        {
          name,
          app: app.name,
          file: node,
          args: [
            ...NODE_FLAGS,
            // A source map costs some 70 MB of memory per process.
            ...(inspectPort ? ['--enable-source-maps', `--inspect=127.0.0.1:${inspectPort}`] : []),
            app.main,
          ],
          cwd: app.dir,
          env: { ...process.env, ...env },
          logFile: join(logDir, `${name}.log`),
          readyUrl: `http://127.0.0.1:${healthPort}/readyz`,
          inspectPort,
        },
        { log, guard: launchers, onStarted: () => plan.onProcesses?.(processes) },
      );
      processes.push(supervised);
      supervised.start();
    }
    await waitUntilReady(processes, { timeoutMs: READY_TIMEOUT_MS, signal });
    signal.throwIfAborted();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    servers,
    processes,
    httpUrl: `http://127.0.0.1:${ports.http}`,
    secrets,
    stop,
    kill: () => processes.forEach((each) => each.kill()),
  };
}

/**
 * Streams and consumers are declared in one place and applied before anybody publishes.
 * @param {StackPlan} plan
 * @param {import('./service-environment.mjs').ServiceSurroundings} surroundings
 */
async function applyStreams({ root, node, log }, { natsUrl, cluster }) {
  const tool = join(root, 'tools/streams/dist/main.mjs');
  if (!existsSync(tool)) return;
  log('applying the stream topology');
  const env = { ...quietEnvironment(root), BB_NATS_URL: natsUrl, BB_STREAM_REPLICAS: cluster ? '3' : '1' };
  const result = await runCommand(node, [tool, 'apply'], { cwd: root, env, timeoutMs: 60_000 });
  if (result.code === 0) return;
  const tail = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-10).join('\n');
  throw new Error(`the stream topology could not be applied (node ${tool} apply):\n${tail}`);
}
