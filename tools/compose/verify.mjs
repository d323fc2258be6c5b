import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { runCommand } from '../dev/run-command.mjs';
import { runSetup } from '../dev/setup/run-setup.mjs';
import { findApps } from '../dev/stack/apps.mjs';
import { buildApps, buildLaunchers } from '../dev/stack/build.mjs';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { createChecks, inParallel } from '../docker/verify/checks.mjs';
import { makeContainerStore } from '../docker/verify/container-store.mjs';
import { installCommand, installPackages } from '../docker/verify/requirements.mjs';
import { composeFaults } from './compose-faults.mjs';
import { composeFile, composeText } from './generate.mjs';
import { readCompose } from './read-compose.mjs';
import { buildImages, IMAGE_PREFIX, IMAGE_TAG } from './verify/build-images.mjs';
import { containerFaults } from './verify/inspect-container.mjs';
import { registerAndReadTime } from './verify/play.mjs';
import { composeProject } from './verify/project.mjs';
import { missingPackages } from './verify/requirements.mjs';
import { buildStandIns, NATS_IMAGE, REDIS_IMAGE } from './verify/stand-in-images.mjs';

// npm run compose:verify -- [--install]
// Brings up deploy/compose with podman-compose, waits until every process is healthy, plays a little, and takes it down.
// Needs Linux, podman, podman-compose, buildah, runc and iptables; --install has apt install what is missing.
// Ends with 0 when all passed, 1 when something failed, 77 when it could not run at all.

const EXIT_SKIPPED = 77;
/** Of everything together, from the building of the images on. */
const LONGEST_MS = 4 * 60_000;
/** podman is work for a processor, and so is a process that starts. */
const AT_ONCE = 3;
const SERVER_TIMEOUT_MS = 30_000;
const SERVICE_TIMEOUT_MS = 90_000;
const NOT_EXERCISED = [
  'docker compose itself: podman-compose reads the same file, but knows no profiles and does not wait for health; this check',
  '  starts NATS and Redis, then the streams, then the processes, waiting in between as depends_on says',
  "the official images of NATS and Redis: these are this machine's own programs in images made for this check",
  'the base image that ships (distroless): this one is made of Debian packages',
  'the profile monitoring: its images are not to be had here; its configuration is checked by npm run infra:verify',
  'health checks on their own clock: they are run by hand here, since podman leaves that to systemd',
  'removing networks, which this podman-compose does not do',
];

const interrupted = new AbortController();
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(name, () => interrupted.abort());
const print = (/** @type {string} */ line) => console.log(line);
/** What has to be undone, the last first. @type {(() => Promise<unknown>)[]} */
const undo = [];

/** @returns {Promise<number>} the exit code */
async function main() {
  const known = findApps(workspaceRoot);
  const apps = known.map(({ name }) => name);
  const checks = createChecks(print, interrupted.signal);
  await checks.check('file: fits the apps', async () => {
    const { present, wanted } = await composeText(workspaceRoot);
    if (present !== wanted) throw new Error('node tools/compose/generate.mjs writes it anew');
    return `${apps.length} processes`;
  });
  await checks.check('file: hardened, pinned, health-gated', async () => {
    const faults = composeFaults(readCompose(workspaceRoot), apps);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  const why = await whyNotHere();
  if (why !== undefined) {
    print(`skipped  running it: ${why}`);
    const { passed, failed } = checks.tally();
    print(`\n${passed} passed, ${failed} failed, 1 skipped`);
    return failed > 0 ? 1 : EXIT_SKIPPED;
  }
  const { node, natsServer, redisServer } = await runSetup((line) => print(`  ${line}`));
  const building = { root: workspaceRoot, node: node.file, signal: interrupted.signal };
  await buildLaunchers(building);
  await buildApps(known, building);
  const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(LONGEST_MS)]);
  await run(apps, { checks, signal, node: node.file, natsServer: natsServer.file, redisServer: redisServer.file });
  print('\nNot exercised here:');
  for (const line of NOT_EXERCISED) print(`  ${line}`);
  const { passed, failed } = checks.tally();
  if (signal.aborted && !interrupted.signal.aborted) print(`\nit took longer than ${LONGEST_MS / 60_000} minutes`);
  print(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && !signal.aborted ? 0 : 1;
}

/**
 * @param {readonly string[]} apps
 * @param {{ checks: import('../docker/verify/checks.mjs').Checks, signal: AbortSignal, node: string, natsServer: string, redisServer: string }} options
 */
async function run(apps, { checks, signal, node, natsServer, redisServer }) {
  const dir = await mkdtemp(join(tmpdir(), 'body-broker-compose-'));
  undo.push(() => rm(dir, { recursive: true, force: true, maxRetries: 3 }));
  const store = await makeContainerStore(join(dir, 'store'));
  undo.push(store.remove);
  // Networks are kept apart from the machine's own as well.
  await appendFile(
    store.env['CONTAINERS_CONF'] ?? '',
    `[network]\nnetwork_config_dir = ${JSON.stringify(join(dir, 'networks'))}\n`,
  );
  const built = await checks.check('images: stand-ins and all processes', async () => {
    await buildStandIns({ dir: join(dir), env: store.env, node, natsServer, redisServer });
    await buildImages(apps, { root: workspaceRoot, dir, env: store.env });
    return `${apps.length + 3} images`;
  });
  const secretsDir = join(dir, 'secrets');
  const made = await checks.check('secrets: made, and not made again', () => makeSecrets(node, secretsDir));
  if (!built || !made || signal.aborted) return;
  const { freePorts } = createRequire(import.meta.url)(join(workspaceRoot, 'libs/test-servers/dist/index.js'));
  const [port = 0] = await freePorts(1);
  const project = composeProject({
    file: composeFile(workspaceRoot),
    name: `bb${randomBytes(3).toString('hex')}`,
    signal,
    env: {
      ...store.env,
      NATS_IMAGE,
      REDIS_IMAGE,
      BB_IMAGE_PREFIX: IMAGE_PREFIX,
      BB_IMAGE_TAG: IMAGE_TAG,
      BB_SECRETS_DIR: secretsDir,
      BB_HTTP_PORT: String(port),
    },
  });
  let isUp = true;
  undo.push(async () => (isUp ? project.down() : undefined));
  const started = await checks.check('servers: healthy', async () => {
    await project.up(['nats', 'redis']);
    for (const server of ['nats', 'redis']) await project.untilHealthy(server, SERVER_TIMEOUT_MS);
  });
  const applied =
    started &&
    (await checks.check('streams: applied as the user streams', async () => {
      await project.up(['streams']);
      await project.untilDone('streams');
    }));
  if (!applied || signal.aborted) return;
  await checks.check('processes: started', async () => {
    // The first of them makes the networks.
    const [first = '', ...others] = apps;
    await project.up([first]);
    const groups = Array.from({ length: AT_ONCE }, (_, i) => others.filter((_app, at) => at % AT_ONCE === i));
    await inParallel(groups, AT_ONCE, (group) => project.up(group));
  });
  await inParallel(apps, AT_ONCE, (app) =>
    checks.check(`healthy: ${app}`, () => project.untilHealthy(app, SERVICE_TIMEOUT_MS)),
  );
  await checks.check('hardened as the file says', async () => {
    const secrets = await readSecrets(secretsDir);
    /** @type {string[]} */
    const faults = [];
    await inParallel(['nats', 'redis', 'streams', ...apps], AT_ONCE, async (each) => {
      faults.push(...(await containerFaults(each, project, secrets)));
    });
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  await checks.check('gateway: register, log in, read the time', () => registerAndReadTime(`http://127.0.0.1:${port}`));
  await checks.check('down: no container or volume is left', async () => {
    await project.down();
    isUp = false;
    for (const [what, format] of [
      ['container', '{{.Names}}'],
      ['volume', '{{.Name}}'],
    ]) {
      const args = [what ?? '', 'ls', ...(what === 'container' ? ['--all'] : []), '--format', format ?? ''];
      const left = (await project.podman(args)).stdout.split('\n').filter(Boolean);
      if (left.length > 0) throw new Error(`${what}s are left: ${left.join(', ')}`);
    }
  });
}

/** @param {string} node @param {string} dir */
async function makeSecrets(node, dir) {
  const script = join(import.meta.dirname, 'make-secrets.mjs');
  const once = await runCommand(node, [script, '--out', dir], { timeoutMs: 30_000 });
  if (once.code !== 0) throw new Error(once.stderr);
  const before = await readSecrets(dir);
  await runCommand(node, [script, '--out', dir], { timeoutMs: 30_000 });
  if ((await readSecrets(dir)).join() !== before.join()) throw new Error('a second run made other secrets');
}

/** @param {string} dir @returns {Promise<readonly string[]>} texts that must be found nowhere else */
async function readSecrets(dir) {
  const names = ['redis_password', 'auth_service_secret', 'auth_admin_password', 'nats/auth.nk', 'nats/gateway.nk'];
  return Promise.all(names.map(async (name) => (await readFile(join(dir, name), 'utf8')).trim()));
}

/** @returns {Promise<string | undefined>} why it cannot be run on this machine */
async function whyNotHere() {
  if (process.platform !== 'linux') return `containers are run on Linux, this is ${process.platform}`;
  let missing = await missingPackages();
  if (missing.length > 0 && process.argv.includes('--install')) {
    await installPackages(missing);
    missing = await missingPackages();
  }
  if (missing.length === 0) return undefined;
  return `${missing.join(', ')} missing\n         sudo ${installCommand(missing)}\n         or: npm run compose:verify -- --install`;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!interrupted.signal.aborted) console.error(`compose:verify: ${error instanceof Error ? error.stack : error}`);
  console.log('\n0 passed, 1 failed');
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
} finally {
  for (const step of undo.reverse()) {
    await step().catch((error) => console.error(`cleaning up: ${error instanceof Error ? error.message : error}`));
  }
}
