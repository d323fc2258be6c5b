import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * The launchers of real servers and a NATS client, from their TypeScript: Node does not resolve it by itself.
 * @param {{ root: string, dir: string }} options `dir`: where the bundle goes
 * @returns {{
 *   startNatsServer: typeof import('@bodybroker/test-servers').startNatsServer,
 *   startRedisServer: typeof import('@bodybroker/test-servers').startRedisServer,
 *   freePorts: typeof import('@bodybroker/test-servers').freePorts,
 *   connect: typeof import('nats').connect,
 *   headers: typeof import('nats').headers,
 * }}
 */
export function loadLaunchers({ root, dir }) {
  const outfile = join(dir, 'launchers.cjs');
  buildSync({
    stdin: {
      contents: `
        export { freePorts, startNatsServer, startRedisServer } from '@bodybroker/test-servers';
        export { connect, headers } from 'nats';
      `,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@bodybroker/source'],
    logLevel: 'error',
  });
  return createRequire(import.meta.url)(outfile);
}
