import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./known-metrics.mjs').KnownMetric & { name: string, unit: string }} DeclaredMetric */

const CALL = /metrics\s*\.\s*(counter|gauge|histogram)\(\s*'([\w.]+)',([^;]{0,400})/g;
// With a dot in the name, as metrics have: repositories count, too.
const COUNT = /\.count\('(\w+\.[\w.]+)'(?:,\s*\{([^}]*)\})?/g;
/** Of gauges whose options are a constant just above. */
const OPTIONS_LOOKBACK = 300;

/**
 * The metrics that the sources of libs and apps name literally, under their OpenTelemetry names.
 * @param {string} root
 * @returns {readonly DeclaredMetric[]}
 */
export function declaredMetrics(root) {
  const files = globSync('{libs,apps}/*/src/**/*.ts', {
    cwd: root,
    exclude: (name) => /\.spec\.ts$/.test(String(name)),
  });
  return files
    .filter((file) => !file.endsWith('.spec.ts'))
    .flatMap((file) => declaredIn(readFileSync(join(root, file), 'utf8')));
}

/** @param {string} source @returns {readonly DeclaredMetric[]} */
export function declaredIn(source) {
  const declared = [...source.matchAll(CALL)].map((match) => {
    const [, type = '', name = '', after = ''] = match;
    const before = source.slice(Math.max(0, match.index - OPTIONS_LOOKBACK), match.index);
    const options = /^\s*options\b/.test(after) ? before : after;
    const list = /attributes:\s*\[([^\]]*)\]/.exec(options)?.[1] ?? '';
    const unit = /unit:\s*'([^']*)'/.exec(options)?.[1] ?? '';
    return { type, name, unit, labels: [...list.matchAll(/'([\w.]+)'/g)].map(([, label = '']) => label) };
  });
  const counted = [...source.matchAll(COUNT)].map(([, name = '', keys = '']) => ({
    type: 'counter',
    name,
    unit: '',
    labels: keys.split(',').flatMap((pair) => /^\s*'?([\w.]+)'?/.exec(pair)?.[1] ?? []),
  }));
  return [...declared, ...counted];
}
