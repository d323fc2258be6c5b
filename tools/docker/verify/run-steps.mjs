import assert from 'node:assert/strict';
import { runBuilder } from '../builders/run-builder.mjs';
import { inParallel } from './checks.mjs';
import { HARDENED, runImage } from './running-image.mjs';
import { callGateway, callService } from './sample-calls.mjs';

/** Starting a process is work for a processor; what has started costs little. */
const STARTED_AT_ONCE = 4;
const HEALTHY_TIMEOUT_MS = 60_000;
const UNHEALTHY_TIMEOUT_MS = 30_000;

/**
 * @typedef {object} RunSurroundings
 * @property {import('./checks.mjs').Checks} checks
 * @property {import('./container-store.mjs').ContainerStore} store empty
 * @property {ReturnType<typeof import('./launchers.mjs').loadLaunchers>} launchers
 * @property {import('@bodybroker/test-servers').NatsServer} nats
 * @property {import('@bodybroker/test-servers').RedisServer} redis
 * @property {AbortSignal} signal
 */

/**
 * Pulls each image by digest, runs it, calls it, takes NATS away from it and gives it back, ends it.
 * @param {ReadonlyMap<string, string>} references by app
 * @param {RunSurroundings} surroundings
 */
export async function runImages(references, { checks, store, launchers, nats, redis, signal }) {
  const apps = [...references.keys()].filter((app) => app !== 'streams').sort();
  const ports = await launchers.freePorts(apps.length + 1);
  const httpPort = ports.pop() ?? 0;
  const until = { timeoutMs: HEALTHY_TIMEOUT_MS, signal };
  const client = await launchers.connect({ servers: nats.url, maxReconnectAttempts: -1 });
  /** @type {import('./running-image.mjs').RunningImage[]} */
  const running = [];
  try {
    await inParallel(apps, STARTED_AT_ONCE, async (app) => {
      await checks.check(`run   ${app}: hardened, healthy`, async () => {
        const reference = references.get(app) ?? '';
        await runBuilder('podman', ['pull', '--quiet', reference], store.env);
        const env = {
          BB_NATS_URL: nats.url,
          BB_REDIS_URL: redis.url,
          BB_STREAM_REPLICAS: '1',
          BB_SERVICE_SECRET: 'images-verify-secret-0042',
          BB_HEALTH_HOST: '127.0.0.1',
          BB_HEALTH_PORT: String(ports[apps.indexOf(app)]),
          BB_HTTP_HOST: '127.0.0.1',
          BB_HTTP_PORT: String(httpPort),
        };
        const image = await runImage(app, reference, { store, env });
        running.push(image);
        await image.until('healthy', until);
        await refusesShell(reference, store);
      });
    });
    const names = running.map(({ app }) => app);
    for (const app of names.filter((name) => name !== 'gateway')) {
      await checks.check(`call  ${app}`, () => callService(app, { nats: client, headers: launchers.headers }));
    }
    if (names.includes('gateway')) {
      const url = `http://127.0.0.1:${httpPort}`;
      await checks.check('call  gateway', () => callGateway(url, { withAuth: names.includes('auth') }));
    }
    await nats.kill();
    for (const image of running) {
      await checks.check(`check ${image.app}: fails without NATS`, () =>
        image.until('unhealthy', { timeoutMs: UNHEALTHY_TIMEOUT_MS, signal }),
      );
    }
    await nats.restart();
    for (const image of running) {
      await checks.check(`check ${image.app}: passes with NATS again`, () => image.until('healthy', until));
    }
    await inParallel(running, STARTED_AT_ONCE, async (image) => {
      await checks.check(`stop  ${image.app}: SIGTERM, exit 0`, async () => void (await image.stop()));
    });
  } finally {
    await client.close();
  }
}

/**
 * Declares the streams on the NATS the others run on, with the image that does it everywhere.
 * @param {string | undefined} reference undefined: there is no image of it, which failed before
 * @param {{ store: import('./container-store.mjs').ContainerStore, natsUrl: string }} options
 */
export async function applyStreams(reference, { store, natsUrl }) {
  if (!reference) throw new Error('it has no image, and no other can run without its streams');
  const variables = ['--env', `BB_NATS_URL=${natsUrl}`, '--env', 'BB_STREAM_REPLICAS=1'];
  const words = ['run', '--rm', ...HARDENED, ...variables, reference, '/app/dist/main.mjs', 'apply'];
  const said = await runBuilder('podman', words, store.env);
  assert.match(said, /create\s+stream\s+GAME_EVENTS/, 'it has created no streams');
}

/**
 * @param {string} reference
 * @param {import('./container-store.mjs').ContainerStore} store
 */
async function refusesShell(reference, store) {
  const shell = ['run', '--rm', '--network', 'host', '--entrypoint', '/bin/sh', reference, '-c', 'true'];
  const failure = await runBuilder('podman', shell, store.env).then(
    () => undefined,
    (error) => String(error),
  );
  assert.match(failure ?? 'it ran', /\/bin\/sh.*no such file|executable file.*not found/is, 'a shell runs in it');
}
