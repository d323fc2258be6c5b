import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureServer } from '../dev/setup/ensure-server.mjs';
import { natsServer } from '../dev/setup/nats-server.mjs';
import { ensureNode24 } from '../dev/setup/node-24.mjs';
import { redisServer } from '../dev/setup/redis-server.mjs';
import { findApps } from '../dev/stack/apps.mjs';
import { buildApps } from '../dev/stack/build.mjs';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { readRevision } from './build/read-revision.mjs';
import { buildAndPush } from './verify/build-steps.mjs';
import { createChecks } from './verify/checks.mjs';
import { makeContainerStore } from './verify/container-store.mjs';
import { HOST_ARCH, OTHER_ARCH } from './verify/host-arch.mjs';
import { inspectBase } from './verify/inspect-image.mjs';
import { loadLaunchers } from './verify/launchers.mjs';
import { startRegistry } from './verify/loopback-registry.mjs';
import { tryTarget } from './verify/nx-steps.mjs';
import { pushBase } from './verify/push-base.mjs';
import { readPushedImage } from './verify/pushed-image.mjs';
import { installCommand, installPackages, missingPrograms } from './verify/requirements.mjs';
import { applyStreams, runImages } from './verify/run-steps.mjs';
import { parseVerifyOptions, VERIFY_HELP } from './verify/verify-options.mjs';

// `npm run images:verify`: see --help.
/** What automake's and Meson's tests end with when they cannot run: neither passed nor failed. */
const EXIT_SKIPPED = 77;
/** Small and quick: any app would do. */
const TARGET_TRIED_ON = 'time-manager';

const interrupted = new AbortController();
/** What has to be undone, the last first. @type {(() => Promise<unknown>)[]} */
const undo = [];
const print = (/** @type {string} */ line) => console.log(line);

/** @returns {Promise<number>} the exit code */
async function main() {
  const known = findApps(workspaceRoot);
  const options = parseVerifyOptions(
    process.argv.slice(2),
    known.map(({ name }) => name),
  );
  if (options.help) {
    print(VERIFY_HELP);
    return 0;
  }
  const skipped = await whyNotHere(options.install);
  if (skipped) {
    print(`skipped  images: ${skipped}\n\n0 passed, 0 failed, 1 skipped`);
    return EXIT_SKIPPED;
  }
  const { signal } = interrupted;
  const checks = createChecks(print, signal);
  // The packages are as whoever runs this has installed them: a check does not change the checkout it looks at.
  const node = await ensureNode24();
  const [nats, redis] = [await ensureServer(natsServer, print), await ensureServer(redisServer, print)];
  Object.assign(process.env, { NATS_SERVER_BIN: nats.file, REDIS_SERVER_BIN: redis.file });
  await buildApps(known, { root: workspaceRoot, node: node.file, signal });

  const dir = await mkdtemp(join(tmpdir(), 'body-broker-images-'));
  undo.push(() => rm(dir, { recursive: true, force: true, maxRetries: 3 }));
  const launchers = loadLaunchers({ root: workspaceRoot, dir });
  const [registryPort = 0] = await launchers.freePorts(1);
  const registry = await startRegistry({ dir: join(dir, 'registry'), port: registryPort });
  undo.push(registry.stop);
  const makeStore = async (/** @type {string} */ name) => {
    const store = await makeContainerStore(join(dir, name), { registry: registry.host });
    undo.push(store.remove);
    return store;
  };
  const [builds, runs] = [await makeStore('builds'), await makeStore('runs')];

  let base = '';
  /** @type {Record<string, import('./verify/pushed-image.mjs').PushedImage>} */
  const bases = {};
  await checks.check('base: no shell, no package manager', async () => {
    base = await pushBase({ registry: registry.host, env: builds.env, dir, node: node.file, base: options.base });
    const digest = base.split('@')[1] ?? '';
    // A base that was named is pulled, and so pushed, for this processor alone.
    for (const arch of options.base ? [HOST_ARCH] : [HOST_ARCH, OTHER_ARCH]) {
      const image = await readPushedImage(registry, 'base', digest, arch);
      await inspectBase(registry, 'base', image, join(dir, 'base', arch));
      bases[arch] = image;
    }
    return options.base ?? 'made of Debian packages';
  });
  if (bases[HOST_ARCH]) {
    const revision = await readRevision(workspaceRoot, process.env);
    const build = {
      checks,
      root: workspaceRoot,
      dir,
      store: builds,
      registry,
      base,
      bases,
      revision,
    };
    const references = await buildAndPush([...options.apps, 'streams'], build);
    if (options.apps.includes(TARGET_TRIED_ON)) {
      const target = { root: workspaceRoot, node: node.file, base, store: builds };
      await checks.check('nx target docker: cached, and true', () => tryTarget(TARGET_TRIED_ON, target));
    }
    await runAll(references, { checks, store: runs, launchers, signal });
  }
  if (signal.aborted) return 130;
  notExercised(options.base).forEach((line) => print(line));
  const { passed, failed } = checks.tally();
  print(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/**
 * @param {ReadonlyMap<string, string>} references
 * @param {Omit<import('./verify/run-steps.mjs').RunSurroundings, 'nats' | 'redis'>} rest
 */
async function runAll(references, rest) {
  const nats = await rest.launchers.startNatsServer({ jetstream: true, signal: rest.signal });
  undo.push(() => nats.stop());
  const redis = await rest.launchers.startRedisServer({ signal: rest.signal });
  undo.push(() => redis.stop());
  const applied = await rest.checks.check('run   streams: hardened, apply, exit 0', () =>
    applyStreams(references.get('streams'), { store: rest.store, natsUrl: nats.url }),
  );
  if (applied) await runImages(references, { ...rest, nats, redis });
}

/** @param {boolean} install @returns {Promise<string | undefined>} why it cannot run on this machine */
async function whyNotHere(install) {
  if (process.platform !== 'linux') return `containers are run on Linux, this is ${process.platform}`;
  let missing = await missingPrograms();
  if (missing.length > 0 && install) {
    await installPackages(missing.map((each) => each.package));
    missing = await missingPrograms();
  }
  if (missing.length === 0) return undefined;
  const command = installCommand(missing.map((each) => each.package));
  return `${missing.map(({ why }) => why).join('; ')}\n         sudo ${command}\n         or: npm run images:verify -- --install`;
}

/** @param {string | undefined} base @returns {readonly string[]} */
function notExercised(base) {
  return [
    '\nNot exercised here:',
    ...(base
      ? []
      : ['  the base that ships (distroless): this one is made of Debian packages; --base takes the real one']),
    '  docker buildx: images were built with buildah and podman',
    `  linux/${OTHER_ARCH}: its image of auth is built and looked into, not run`,
  ];
}

for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => interrupted.abort());
// Nobody reads any more: what was started is ended all the same.
process.stdout.on('error', () => interrupted.abort());
try {
  process.exitCode = await main();
} catch (error) {
  if (!interrupted.signal.aborted) console.error(`images:verify: ${error instanceof Error ? error.message : error}`);
  console.log(`\n0 passed, 1 failed`);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
} finally {
  for (const step of undo.reverse()) {
    await step().catch((error) => console.error(`cleaning up: ${error instanceof Error ? error.message : error}`));
  }
}
