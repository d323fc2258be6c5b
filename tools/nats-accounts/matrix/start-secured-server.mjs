import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { makeKeys, renderKeys } from '../keys.mjs';

/**
 * A real nats-server with TLS and the committed accounts, and keys made for it.
 * @param {{ root: string, folder: string, users: readonly string[], signal: AbortSignal }} options `folder` is the caller's to remove
 */
export async function startSecuredServer({ root, folder, users, signal }) {
  // The launchers are TypeScript: bundled, as e2e does it.
  const outfile = join(folder, 'test-servers.cjs');
  buildSync({
    entryPoints: [join(root, 'libs/test-servers/src/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@bodybroker/source'],
  });
  /** @type {typeof import('../../../libs/test-servers/src/index.js')} */
  const launchers = createRequire(import.meta.url)(outfile);
  const { certFile, keyFile, caFile } = await launchers.createTestCertificate(folder);
  const keys = makeKeys(users);
  const server = await launchers.startNatsServer({
    tls: { certFile, keyFile },
    accounts: {
      accountsConf: readFileSync(join(root, 'deploy/nats/accounts.conf'), 'utf8'),
      nkeysConf: renderKeys(keys),
    },
    signal,
  });
  const version = await launchers.natsServerVersion();
  return { server, version, caFile, seeds: new Map(keys.map(({ user, seed }) => [user, seed])) };
}
