import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { readExposition } from './exposition.mjs';

const ANSWER_TIMEOUT_MS = 15_000;

/**
 * What the exporter shows of a primary and of a replica of a real Redis cluster.
 * @param {typeof import('../../../../libs/test-servers/dist/index.js')} servers
 * @param {string} exporterFile
 * @returns {Promise<Record<string, import('./known-metrics.mjs').KnownMetric>>}
 */
export async function scrapeRedis(servers, exporterFile) {
  const cluster = await servers.startRedisCluster({});
  const [port = 0] = await servers.freePorts(1);
  const exporter = spawn(exporterFile, ['-web.listen-address', `127.0.0.1:${port}`, '-redis.addr', ''], {
    stdio: 'ignore',
  });
  try {
    const found = {};
    for (const { url } of cluster.nodes) Object.assign(found, readExposition(await scrape(port, url)));
    const own = Object.entries(found).filter(
      ([name]) => name.startsWith('redis_') && !name.startsWith('redis_exporter_'),
    );
    return Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    const ended = once(exporter, 'exit');
    exporter.kill();
    await ended;
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
