import { join } from 'node:path';

/**
 * @typedef {object} RunningServers
 * @property {readonly import('../../../libs/test-servers/dist/index.js').ServerHandle[]} list
 * @property {string} natsUrl
 * @property {string} redisUrl
 * @property {() => Promise<void>} stop
 */

/** Waits before a crashed server is started again. */
const RESTART_DELAY_MS = 500;

/**
 * Starts NATS with JetStream and Redis with its append-only file, their data under `dataDir`; one that crashes is
 * started again on the same port with the same data.
 * @param {typeof import('../../../libs/test-servers/dist/index.js')} launchers
 * @param {{ cluster: boolean, dataDir: string, logDir: string, natsPorts: readonly number[], redisPorts: readonly number[], log: (line: string) => void }} options
 * @returns {Promise<RunningServers>}
 */
export async function startServers(launchers, { cluster, dataDir, logDir, natsPorts, redisPorts, log }) {
  const [natsPort = 0] = natsPorts;
  const [redisPort = 0] = redisPorts;
  /** @type {import('../../../libs/test-servers/dist/index.js').ServerHandle[]} */
  const handles = [];
  let stopping = false;
  const onCrash = (/** @type {import('../../../libs/test-servers/dist/index.js').ServerExit} */ exit) => {
    if (stopping) return;
    log(`${exit.name} ended (${exit.signal ?? `code ${exit.code}`}); starting it again, log ${exit.logFile}`);
    const again = () => {
      const handle = handles.find(({ name }) => name === exit.name);
      if (stopping || !handle) return;
      handle.restart().then(
        () => log(`${exit.name} is back (pid ${handle.pid})`),
        (error) => log(`${exit.name} does not start again: ${error.message}`),
      );
    };
    setTimeout(again, RESTART_DELAY_MS).unref();
  };
  /** @type {{ stop(): Promise<void> }[]} */
  const parts = [];
  const stop = async () => {
    stopping = true;
    await Promise.all(parts.map((part) => part.stop()));
  };
  try {
    if (cluster) {
      const nats = await launchers.startNatsCluster({
        name: 'nats',
        ports: natsPorts,
        storeDir: join(dataDir, 'nats-cluster'),
        logDir,
        onCrash,
      });
      parts.push(nats);
      handles.push(...nats.nodes);
      const redis = await launchers.startRedisCluster({
        name: 'redis',
        ports: redisPorts,
        dir: join(dataDir, 'redis-cluster'),
        logDir,
        appendOnly: true,
        onCrash,
      });
      parts.push(redis);
      handles.push(...redis.nodes);
      return { list: handles, natsUrl: nats.url, redisUrl: redis.url, stop };
    }
    const nats = await launchers.startNatsServer({
      name: 'nats',
      port: natsPort,
      storeDir: join(dataDir, 'nats'),
      logFile: join(logDir, 'nats.log'),
      onCrash,
    });
    parts.push(nats);
    const redis = await launchers.startRedisServer({
      name: 'redis',
      port: redisPort,
      dir: join(dataDir, 'redis'),
      logFile: join(logDir, 'redis.log'),
      appendOnly: true,
      onCrash,
    });
    parts.push(redis);
    handles.push(nats, redis);
    return { list: handles, natsUrl: nats.url, redisUrl: redis.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
