import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageFolder } from '../build/image-folders.mjs';
import { readLayer, readPushedImage } from './pushed-image.mjs';

const MAX_ADDED_BYTES = 5_000_000;
/** What nobody who got into a container should find there. */
const FORBIDDEN =
  /(^|\/)(sh|bash|dash|ash|zsh|busybox|toybox|apt|apt-get|dpkg|apk|npm|npx|corepack|curl|wget|perl|python3?)$/;

/**
 * Looks into an image as it was pushed: what it says of itself, what is in its layer, and that nothing of this machine is.
 * @param {string} app
 * @param {{
 *   registry: import('./loopback-registry.mjs').LoopbackRegistry, name: string, digest: string, arch: string,
 *   root: string, dir: string, record: import('../build/build-image.mjs').ImageRecord, base: import('./pushed-image.mjs').PushedImage,
 * }} options `dir` for its files
 * @returns {Promise<string>} its size
 */
export async function inspectImage(app, { registry, name, digest, arch, root, dir, record, base }) {
  const { config, layers } = await readPushedImage(registry, name, digest, arch);
  inspectConfig(app, config, { arch, record });
  const { diff_ids: all } = config.rootfs;
  assert.deepEqual(all.slice(0, -1), base.config.rootfs.diff_ids, 'it is not its base and one layer on it');
  const entries = await readLayer(registry, name, layers.at(-1)?.digest ?? '', dir);
  const files = entries.filter(({ mode }) => mode.startsWith('-'));
  assert.deepEqual(
    files.map(({ path }) => path).sort(),
    expectedFiles(app, { root, arch }),
    'it holds the bundle, its addons, content/ and healthcheck.mjs, and nothing else',
  );
  for (const { path, mode, owner } of entries.filter(({ path }) => path.startsWith('app'))) {
    assert.match(mode, /^(-rw-r--r--|drwxr-xr-x)$/, `${path} is ${mode}: nobody may write it`);
    assert.equal(owner, '0/0', `${path} belongs to ${owner}, not to root`);
  }
  for (const { path } of files) {
    const text = readFileSync(join(dir, 'files', path), 'latin1');
    assert.ok(!text.includes(root), `${path} names a folder of this machine: ${root}`);
    assert.ok(!text.includes('body-broker-context-'), `${path} names a folder it was built in`);
  }
  const addedBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  assert.ok(addedBytes <= MAX_ADDED_BYTES, `it adds ${addedBytes} bytes to its base, more than ${MAX_ADDED_BYTES}`);
  return `${(addedBytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {string} app
 * @param {any} image its configuration
 * @param {{ arch: string, record: import('../build/build-image.mjs').ImageRecord }} options
 */
function inspectConfig(app, { architecture, created, container, config }, { arch, record }) {
  assert.equal(architecture, arch);
  assert.equal(container, undefined, 'the id of the container it was built in is in it');
  assert.equal(Date.parse(created), Date.parse(record.created), 'its time is not that of the commit');
  assert.equal(config.User, '65532:65532', 'its user');
  assert.deepEqual(config.Entrypoint, ['/nodejs/bin/node'], 'its entry point');
  assert.deepEqual(config.Healthcheck?.Test, ['CMD', '/nodejs/bin/node', '/app/healthcheck.mjs'], 'its health check');
  const labels = config.Labels ?? {};
  const label = (/** @type {string} */ key) => labels[`org.opencontainers.image.${key}`];
  assert.equal(label('title'), `bodybroker/${app}`);
  assert.equal(label('version'), record.version);
  assert.equal(label('revision'), record.revision);
  assert.equal(label('created'), record.created);
  assert.equal(label('base.name'), record.base);
  assert.notEqual(label('source'), undefined, 'no label says where its sources are');
}

/**
 * @param {string} app
 * @param {{ root: string, arch: string }} options
 * @returns {string[]} what must be in the layer: worked out from the checkout, not from what was staged
 */
function expectedFiles(app, { root, arch }) {
  const from = imageFolder(root, app);
  const content = existsSync(join(from, 'content'))
    ? readdirSync(join(from, 'content'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join('app', join(parentPath, name).slice(from.length)))
    : [];
  const bundled = readdirSync(join(from, 'dist')).filter((name) => name.endsWith('.node'));
  const addons = bundled.map((name) => (name.includes(`-${nodeArch(arch)}-`) ? name : plainName(name, arch)));
  const swagger = ['LICENSE', 'NOTICE', 'favicon-32x32.png', 'swagger-ui-bundle.js', 'swagger-ui.css'];
  const served = app === 'gateway' ? swagger.map((name) => `swagger-ui/${name}`) : [];
  const dist = ['main.mjs', ...addons, ...served].map((name) => `app/dist/${name}`);
  return ['app/healthcheck.mjs', ...dist, ...content].sort();
}

/** @param {string} arch */
const nodeArch = (arch) => (arch === 'amd64' ? 'x64' : arch);

/** @param {string} name `argon2.linux-x64-gnu-ZXCLR4NP.node` @param {string} arch @returns {string} `argon2.linux-arm64-gnu.node` */
const plainName = (name, arch) => `${name.split('.')[0]}.linux-${nodeArch(arch)}-gnu.node`;

/**
 * No shell and no package manager in the layers of a base.
 * @param {import('./loopback-registry.mjs').LoopbackRegistry} registry
 * @param {string} name
 * @param {import('./pushed-image.mjs').PushedImage} image
 * @param {string} dir
 * @returns {Promise<void>}
 */
export async function inspectBase(registry, name, { layers }, dir) {
  for (const [index, { digest: layer }] of layers.entries()) {
    const entries = await readLayer(registry, name, layer, join(dir, String(index)));
    const found = entries.filter(({ path, mode }) => FORBIDDEN.test(path) && !mode.startsWith('d'));
    assert.deepEqual(
      found.map(({ path }) => path),
      [],
      'programs that have no place in it',
    );
  }
}
