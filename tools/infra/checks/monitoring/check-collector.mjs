import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkSettings } from '../collector/check-settings.mjs';
import { checkPipelines } from './check-pipelines.mjs';

// What otel/opentelemetry-collector contains (distributions/otelcol/manifest.yaml of its releases), under the names of 0.144 and later.
const CONTAINED = {
  receivers: ['nop', 'otlp', 'hostmetrics', 'jaeger', 'kafka', 'prometheus', 'zipkin'],
  processors: ['batch', 'memory_limiter', 'attributes', 'resource', 'span', 'probabilistic_sampler', 'filter'],
  exporters: [
    'debug',
    'nop',
    'otlp_grpc',
    'otlp_http',
    'file',
    'kafka',
    'prometheus',
    'prometheusremotewrite',
    'zipkin',
  ],
  extensions: ['zpages', 'health_check', 'pprof'],
};

/**
 * The collector's configuration: components exist in the image, are defined where a pipeline names them, and stand in order.
 * @param {string} root
 * @returns {import('./tally.mjs').Findings}
 */
export function checkCollector(root) {
  const text = readFileSync(join(root, 'deploy/monitoring/otel-collector/config.yaml'), 'utf8');
  const documented = new Set([...text.matchAll(/^# {3}([A-Z_]+) /gm)].map(([, name]) => name));
  const failures = [...text.matchAll(/\$\{env:([A-Z_]+)(:-[^}]*)?\}/g)].flatMap(([, name, fallback]) => [
    ...(fallback === undefined ? [`otel-collector: ${name} has no default`] : []),
    ...(documented.has(name) ? [] : [`otel-collector: ${name} is not explained at the top`]),
  ]);
  const config = parse(text.replaceAll(/\$\{env:[A-Z_]+:-([^}]*)\}/g, '$1'));
  const pipelines = checkPipelines('otel-collector', config, CONTAINED);
  const settings = checkSettings('otel-collector', config);
  return {
    passed: documented.size + pipelines.passed + settings.passed,
    failures: [...failures, ...pipelines.failures, ...settings.failures],
  };
}
