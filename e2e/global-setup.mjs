import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const here = import.meta.dirname;

/** One stack for all specs that do it no harm; those that kill and pause start their own. */
export default async function globalSetup() {
  // Jest resolves modules in specs only, not here: the launcher is bundled instead.
  const outfile = join(here, 'out-tsc/stack.cjs');
  buildSync({
    entryPoints: [join(here, 'src/stack.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@bodybroker/source'],
  });
  const { startStack } = createRequire(import.meta.url)(outfile);
  // E2E_SERVICES=auth,payment starts these only: what one needs while working on one service.
  const only = process.env.E2E_SERVICES?.split(',');
  const stack = await startStack(only === undefined ? {} : { services: only });
  globalThis.__stack = stack;
  // Read in src/shared-stack.ts alone.
  process.env.E2E_STACK = JSON.stringify({
    url: stack.url,
    nats: stack.natsAccess,
    redisUrl: stack.redis.url,
    pids: Object.fromEntries(stack.running.map(({ name, child }) => [name, child.pid])),
  });
}
