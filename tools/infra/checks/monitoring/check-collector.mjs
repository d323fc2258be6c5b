import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

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
const KINDS = /** @type {const} */ (['receivers', 'processors', 'exporters']);

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
  let passed = documented.size;
  for (const [kind, contained] of Object.entries(CONTAINED)) {
    for (const id of Object.keys(config[kind] ?? {})) {
      passed += 1;
      if (!contained.includes(id.split('/')[0] ?? ''))
        failures.push(`otel-collector: the image has no ${id} among its ${kind}`);
    }
  }
  for (const [name, pipeline] of Object.entries(config.service.pipelines)) {
    for (const kind of KINDS) {
      const used = pipeline[kind] ?? [];
      passed += 1;
      for (const id of used)
        if (!(id in (config[kind] ?? {}))) failures.push(`otel-collector: ${name} names ${id}, which is not defined`);
    }
    if (pipeline.processors?.[0] !== 'memory_limiter')
      failures.push(`otel-collector: ${name} does not begin with memory_limiter`);
    if (pipeline.processors?.at(-1) !== 'batch') failures.push(`otel-collector: ${name} does not end with batch`);
  }
  for (const id of config.service.extensions)
    if (!(id in config.extensions)) failures.push(`otel-collector: extension ${id} is not defined`);
  return { passed, failures };
}
