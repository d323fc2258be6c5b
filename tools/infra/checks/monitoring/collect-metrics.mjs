import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { format } from 'prettier';
import { ensureServer } from '../../../dev/setup/ensure-server.mjs';
import { workspaceRoot } from '../../../dev/workspace-root.mjs';
import { declaredMetrics } from './declared-metrics.mjs';
import { readExposition } from './exposition.mjs';
import { HEALTHZ_METRICS, JSZ_METRICS, varzMetrics } from './nats-exporter-metrics.mjs';
import { redisExporter } from './prometheus-package.mjs';
import { scrapeRedis } from './scrape-redis.mjs';
import { loadTelemetry } from './telemetry-bundle.mjs';

// node tools/infra/checks/monitoring/collect-metrics.mjs
// Writes deploy/monitoring/metrics.json: what every process really exposes, with what it would expose once it happens; what an
// exporter shows of a real Redis; what the NATS exporter makes of a real cluster. Needs the apps built: npx nx run-many -t build

/** Long enough for consumers, outbox relays and timers to have done something. */
const SETTLE_MS = 8_000;

/** @param {string} tmpDir @returns {Promise<Record<string, import('./known-metrics.mjs').KnownMetric>>} */
async function servicesMetrics(tmpDir) {
  const outfile = join(tmpDir, 'stack.cjs');
  const here = join(workspaceRoot, 'e2e/src');
  await build({
    entryPoints: [join(here, 'stack.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@bodybroker/source'],
    // Its way to the checkout starts at its own folder.
    define: { __dirname: JSON.stringify(here) },
  });
  const { startStack } = createRequire(import.meta.url)(outfile);
  const stack = await startStack();
  try {
    await ask(stack.url);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const texts = await Promise.all(
      stack.running.map(async (/** @type {{ healthUrl: string }} */ { healthUrl }) =>
        (await fetch(`${healthUrl}/metrics`)).text(),
      ),
    );
    return mergeMetrics(texts.map(readExposition));
  } finally {
    await stack.stop();
  }
}

/** One request of each kind. @param {string} url */
async function ask(url) {
  const headers = { 'content-type': 'application/json' };
  const person = JSON.stringify({ username: 'metrics-reader', password: 'a-long-password-91' });
  await fetch(`${url}/v1/auth:register`, { method: 'POST', headers, body: person });
  const login = await fetch(`${url}/v1/auth:login`, { method: 'POST', headers, body: person });
  const { accessToken } = /** @type {{ accessToken: string }} */ (await login.json());
  const authorization = `Bearer ${accessToken}`;
  for (const path of ['/v1/worlds/main/time', '/v1/npcs?location_id=gallows-inn', '/nowhere']) {
    await fetch(url + path, { headers: { authorization } });
  }
  const prompt = {
    kind: 'GENERATION_KIND_DIALOGUE',
    messages: [{ role: 'MESSAGE_ROLE_USER', content: 'What do you sell?' }],
  };
  await fetch(`${url}/v1/generations`, {
    method: 'POST',
    headers: { ...headers, authorization },
    body: JSON.stringify({ prompt }),
  });
}

/** @param {string} tmpDir @returns {Promise<Record<string, import('./known-metrics.mjs').KnownMetric>>} */
async function metricsOnceTheyHappen(tmpDir) {
  const { prometheusName, prometheusLabel } = await loadTelemetry({ root: workspaceRoot, tmpDir });
  return Object.fromEntries(
    declaredMetrics(workspaceRoot).map(({ name, type, unit, labels }) => [
      prometheusName(name, type, unit),
      { type, labels: [...labels.map(prometheusLabel), 'service'].sort() },
    ]),
  );
}

/** @param {typeof import('../../../../libs/test-servers/dist/index.js')} servers */
async function natsMetrics(servers) {
  const cluster = await servers.startNatsCluster({ nodes: 3 });
  try {
    const env = { ...process.env, BB_NATS_URL: cluster.url, BB_STREAM_REPLICAS: '3' };
    await promisify(execFile)(process.execPath, [join(workspaceRoot, 'tools/streams/dist/main.mjs'), 'apply'], { env });
    const answers = await Promise.all(
      cluster.nodes.map(async ({ monitorUrl }) => (await fetch(`${monitorUrl}/varz`)).json()),
    );
    const version = answers.map((varz) => varz.version)[0];
    return {
      version,
      metrics: { ...mergeMetrics(answers.map((varz) => varzMetrics(varz))), ...HEALTHZ_METRICS, ...JSZ_METRICS },
    };
  } finally {
    await cluster.stop();
  }
}

/** @param {readonly Record<string, import('./known-metrics.mjs').KnownMetric>[]} all */
function mergeMetrics(all) {
  /** @type {Record<string, import('./known-metrics.mjs').KnownMetric>} */
  const merged = {};
  for (const [name, { type, labels }] of all.flatMap((metrics) => Object.entries(metrics))) {
    merged[name] = { type, labels: [...new Set([...(merged[name]?.labels ?? []), ...labels])].sort() };
  }
  return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const tmpDir = await mkdtemp(join(tmpdir(), 'collect-metrics-'));
try {
  const servers = await import(pathToFileURL(join(workspaceRoot, 'libs/test-servers/dist/index.js')).href);
  const exporter = await ensureServer(redisExporter, (line) => console.error(line));
  const nats = await natsMetrics(servers);
  const sources = {
    services: {
      source: 'scraped from all processes of a running stack; metrics that had not happened are those the sources name',
      metrics: mergeMetrics([await metricsOnceTheyHappen(tmpDir), await servicesMetrics(tmpDir)]),
    },
    nats: {
      source: `natsio/prometheus-nats-exporter v0.20.2, its rules applied to /varz of a cluster of nats-server ${nats.version}; /jsz and /healthz as its sources name them`,
      metrics: nats.metrics,
    },
    redis: {
      source: `scraped from prometheus-redis-exporter ${exporter.version} before a Redis cluster (every name is in oliver006/redis_exporter v1.87.0 too)`,
      metrics: await scrapeRedis(servers, exporter.file),
    },
  };
  const file = join(workspaceRoot, 'deploy/monitoring/metrics.json');
  await writeFile(file, await format(JSON.stringify(sources), { parser: 'json', printWidth: 120 }));
  for (const [name, { metrics }] of Object.entries(sources))
    console.log(`${name}  ${Object.keys(metrics).length} metrics`);
} finally {
  await rm(tmpDir, { recursive: true, force: true });
}
process.exit(0);
