import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { readExposition } from '../checks/monitoring/exposition.mjs';
import { permittedCommands } from './permitted-commands.mjs';

const USER = 'redis-exporter';
const PASSWORD = 'a-password-of-this-run';
const ANSWER_TIMEOUT_MS = 15_000;

/**
 * An exporter before a real Redis cluster, as the user and with the settings it has on AWS.
 * @param {{ servers: typeof import('../../../libs/test-servers/dist/index.js'), exporterFile: string, access: string }} options `access`: rules
 *   of its user
 * @returns {Promise<{ names: readonly string[], complaints: readonly string[], permitted: readonly string[], health: number }>} metrics that
 *   every node shows, what it logged as an error, the commands its user may run, and what it answers at /health
 */
export async function watchExporter({ servers, exporterFile, access }) {
  const cluster = await servers.startRedisCluster({});
  try {
    for (const node of cluster.nodes) {
      await node.command('ACL', 'SETUSER', USER, `>${PASSWORD}`, ...access.split(' '));
    }
    const [port = 0] = await servers.freePorts(1);
    const exporter = spawn(exporterFile, ['-web.listen-address', `127.0.0.1:${port}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        REDIS_ADDR: cluster.nodes[0]?.url ?? '',
        REDIS_USER: USER,
        REDIS_PASSWORD: PASSWORD,
        REDIS_EXPORTER_CONFIG_COMMAND: '-',
        REDIS_EXPORTER_LOG_FORMAT: 'json',
      },
    });
    let log = '';
    exporter.stderr.on('data', (chunk) => (log += chunk));
    try {
      const shown = [];
      for (const { url } of cluster.nodes) shown.push(new Set(Object.keys(readExposition(await scrape(port, url)))));
      const [first = new Set(), ...others] = shown;
      const permitted = await permittedCommands(/** @type {typeof cluster.nodes[0]} */ (cluster.nodes[0]), USER);
      return {
        permitted: permitted.map(({ name }) => name),
        health: (await fetch(`http://127.0.0.1:${port}/health`)).status,
        names: [...first].filter((name) => others.every((each) => each.has(name))),
        complaints: log.split('\n').filter((line) => /"level":"(error|warning)"/i.test(line)),
      };
    } finally {
      const ended = once(exporter, 'exit');
      exporter.kill();
      await ended;
    }
  } finally {
    await cluster.stop();
  }
}

/** @param {number} port @param {string} target @returns {Promise<string>} */
async function scrape(port, target) {
  const url = `http://127.0.0.1:${port}/scrape?target=${encodeURIComponent(target)}`;
  for (const until = Date.now() + ANSWER_TIMEOUT_MS; ; await delay(100)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return answer.text();
    if (Date.now() > until) throw new Error(`the exporter did not answer ${url}`);
  }
}
