import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * The topology as the streams tool has it.
 * @param {string} root
 * @returns {import('../streams/src/access.js').GameTopology}
 */
export function readTopology(root) {
  const folder = mkdtempSync(join(tmpdir(), 'topology-'));
  try {
    const outfile = join(folder, 'topology.cjs');
    buildSync({
      entryPoints: [join(root, 'tools/streams/src/topology.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      conditions: ['@bodybroker/source'],
    });
    return createRequire(import.meta.url)(outfile).topology;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
