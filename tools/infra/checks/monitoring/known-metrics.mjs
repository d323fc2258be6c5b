import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ type: string, labels: readonly string[] }} KnownMetric */
/** @typedef {{ source: string, metrics: Readonly<Record<string, KnownMetric>> }} MetricSource */

/** Labels Prometheus gives to what it scrapes; `service` comes from discovery. */
export const TARGET_LABELS = ['job', 'instance', 'service', 'environment'];

/** Series that Prometheus makes itself. @type {Readonly<Record<string, KnownMetric>>} */
const OWN_SERIES = {
  up: { type: 'gauge', labels: [] },
  ALERTS: { type: 'gauge', labels: ['alertname', 'alertstate', 'severity'] },
};

/**
 * deploy/monitoring/metrics.json by name as queried: a histogram is three series.
 * @param {string} root
 * @returns {ReadonlyMap<string, KnownMetric>}
 */
export function knownMetrics(root) {
  /** @type {Record<string, MetricSource>} */
  const sources = JSON.parse(readFileSync(join(root, 'deploy/monitoring/metrics.json'), 'utf8'));
  /** @type {Map<string, KnownMetric>} */
  const known = new Map(Object.entries(OWN_SERIES));
  for (const { metrics } of Object.values(sources)) {
    for (const [name, metric] of Object.entries(metrics)) {
      if (metric.type !== 'histogram') known.set(name, metric);
      else {
        for (const part of ['count', 'sum']) known.set(`${name}_${part}`, metric);
        known.set(`${name}_bucket`, { ...metric, labels: [...metric.labels, 'le'] });
      }
    }
  }
  return known;
}
