import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * libs/telemetry as it is in the sources now.
 * @param {{ root: string, tmpDir: string }} options
 * @returns {Promise<{
 *   prometheusName: (name: string, kind: string, unit?: string) => string,
 *   prometheusLabel: (attribute: string) => string,
 *   createMetrics: (identity: { service: string }) => { text(): Promise<string> },
 *   createInstrumentation: (parts: { metrics: object }) => object,
 * }>}
 */
export async function loadTelemetry({ root, tmpDir }) {
  const outfile = join(tmpDir, 'telemetry.mjs');
  await build({
    stdin: {
      resolveDir: join(root, 'libs/telemetry/src'),
      contents: `
        export { prometheusLabel, prometheusName } from './prometheus-name.js';
        export { createMetrics } from './create-metrics.js';
        export { createInstrumentation } from './create-instrumentation.js';`,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@bodybroker/source'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}
