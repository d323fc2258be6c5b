import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredMetrics } from './declared-metrics.mjs';
import { readExposition } from './exposition.mjs';
import { loadTelemetry } from './telemetry-bundle.mjs';

/** Node's own, which prom-client collects. */
const OF_NODE = /^(nodejs|process)_/;

/**
 * metrics.json against the sources as they are now: each metric it lists for the services is still declared, and each that is
 * declared is listed.
 * @param {{ root: string, tmpDir: string }} options
 * @returns {Promise<import('./tally.mjs').Findings>}
 */
export async function checkSources({ root, tmpDir }) {
  const { prometheusName, createMetrics, createInstrumentation } = await loadTelemetry({ root, tmpDir });
  const metrics = createMetrics({ service: 'check' });
  createInstrumentation({ metrics });
  const present = new Set([
    ...Object.keys(readExposition(await metrics.text())),
    ...declaredMetrics(root).map(({ name, type, unit }) => prometheusName(name, type, unit)),
  ]);
  const listed = Object.keys(
    JSON.parse(readFileSync(join(root, 'deploy/monitoring/metrics.json'), 'utf8')).services.metrics,
  );
  const again = 'node tools/infra/checks/monitoring/collect-metrics.mjs writes it anew';
  const failures = [
    ...listed
      .filter((name) => !present.has(name))
      .map((name) => `metrics.json lists ${name}, which no source declares any more; ${again}`),
    ...[...present]
      .filter((name) => !OF_NODE.test(name) && !listed.includes(name))
      .map((name) => `metrics.json does not list ${name}; ${again}`),
  ];
  return { passed: present.size, failures };
}
